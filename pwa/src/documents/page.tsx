import { useEffect } from "preact/hooks";
import { day, plainDay, today } from "../shared/intl";
import { Broken, Chip, Row, Rows, Screen, Section, Segs, Skeleton } from "../shared/ui";
import type { Paper, Papers } from "./api";
import "./page.css";
import { asked, CHIP, dueOn, grouped, isDeed, segments, STOP } from "./reading";
import { fault, load, papers } from "./store";
import { named, stands, t } from "./words";

export const TITLE = "My stuff – Onward";
const BACK = { href: "/me", label: t("stuff") };

/** The one line under a title: what is next and by when, or what stands. */
function subOf(one: Paper, of: Papers, adviser: string | undefined): string {
  const now = today(), due = dueOn(one), by = asked(one), name = one.next_who === "adviser" ? adviser ?? t("adviser") : one.next_name || t("someone");
  if (by) return named(isDeed(one.kind) ? "says deed" : "says it", by);
  if (one.standing === "with_you") return of.ni_kept && one.kind === "ni_number" ? t("kept") : heldSince(one);
  if (one.standing === "not_needed") return one.about;
  if (one.standing === "late") return one.have_by && one.days_left !== null && one.days_left < 0 ? t("sub late", { day: plainDay(one.have_by) }) : t("sub late bare");
  if (one.standing === "to_come") return one.start_on && one.start_on > now ? t("sub from", { day: plainDay(one.start_on) }) : one.about;
  if (one.next_who === "young_person") return due && due >= now ? t("sub do by", { what: one.next_what, day: day(due) }) : one.next_what || stands(one.kind, one.status);
  return one.next_who ? one.next_by ? t("sub who by", { name, what: one.next_what, day: day(one.next_by) }) : t("sub who", { name, what: one.next_what }) : stands(one.kind, one.status);
}

function heldSince(one: Paper): string {
  const said = one.said.find((entry) => entry.by === "" && entry.status === "held_by_me");
  return said ? t("since", { day: plainDay(said.on) }) : one.where;
}

function PaperRow({ paper: one, of, adviser }: { paper: Paper; of: Papers; adviser: string | undefined }) {
  const chip = ["your_turn", "going", "late"].includes(one.standing), free = one.free && one.standing === "your_turn";
  return (
    <Row class="from-top" href={`/me/documents/${one.kind}`} {...(one.standing === "not_needed" ? {} : { stop: STOP[one.standing] })} title={one.title} sub={subOf(one, of, adviser)}>
      {chip && <span class="chips"><Chip look={CHIP[one.standing]}>{t(`chip ${one.standing}`)}</Chip>{free && <Chip>{t("free")}</Chip>}</span>}
    </Row>
  );
}

function Lists({ of, adviser }: { of: Papers; adviser: string | undefined }) {
  const { todo, held, rest } = grouped(of.papers), rows = (some: Paper[]) => <Rows>{some.map((one) => <PaperRow key={one.kind} paper={one} of={of} adviser={adviser} />)}</Rows>;
  return (
    <>
      <Section id="todo" title={t("todo")}>{todo.length ? rows(todo) : <div class="group pad"><p>{t("todo none")}</p></div>}</Section>
      {held.length > 0 && <Section id="held" title={t("with you")}>{rows(held)}</Section>}
      {rest.length > 0 && <Section id="rest" title={t("rest")}><p class="small soft">{t("rest how")}</p>{rows(rest)}</Section>}
    </>
  );
}

/** Their papers: how many are with them, what is to do, what they have. */
export function DocumentsPage({ adviser }: { adviser: string | undefined }) {
  const of = papers.value;
  useEffect(() => { void load(); }, []);
  if (!of && fault.value !== undefined) return <Screen title={TITLE} tab="/me" back={BACK} centred><Broken fault={fault.value} again={load} /></Screen>;
  return (
    <Screen title={TITLE} tab="/me" back={BACK}>
      {/* The heading stays the same one while the list comes: it has the focus. */}
      <div class="lead"><h1>{t("title")}</h1><p>{t("lead")}</p>{of && <div><Segs looks={segments(of)} words="" /><p class="small soft papers-count"><b>{t("with you count", { held: of.held, of: of.of })}</b></p></div>}</div>
      {of ? <Lists of={of} adviser={adviser} /> : <Skeleton words={t("loading")} rows={5} />}
    </Screen>
  );
}
