import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { MyPlan } from "../shared/api";
import { day, dayOf, left, longDay, opening, plainDay, today } from "../shared/intl";
import { PhoneNewsNotes } from "../identity/news";
import { MessageRow, NewMessages } from "../messaging/near-rows";
import { me } from "../shared/me";
import { AdviserRow } from "../people/team-list";
import { loadTeam, team } from "../people/team";
import { ownDue, reviewSaying } from "../plans/reading";
import { named, t as plan } from "../plans/near-words";
import { ComingButton, reviewSaid, reviewWords } from "../plans/review-block";
import { fault, load, mine } from "../plans/store";
import { Bar, Broken, LinkButton, Note, Row, Rows, Screen, Section, Skeleton } from "../shared/ui";
import "./front.css";
import { t } from "./words";

function NextBlock({ children }: { children?: ComponentChildren }) {
  return (
    <div class="next">
      <svg class="way" viewBox="0 0 390 380" preserveAspectRatio="xMaxYMid slice" aria-hidden="true"><path d="M440 352c-70 26-108-34-92-92 14-50 22-92-4-136" /><circle cx="344" cy="122" r="13" fill="#ffc34d" stroke="none" /></svg>
      <Bar><span class="small soft bar-day">{longDay(today())}</span></Bar>
      <div class="next-in" role="region" aria-labelledby="hi"><h1 id="hi">{me.value?.given_name ? t("hi", { name: me.value.given_name }) : t("hi nobody")}</h1>{children}</div>
    </div>
  );
}

/** The one coloured area: the next review, what they said about it, and what they can do about it now. */
function ReviewBlock({ of: now, waits }: { of: MyPlan; waits: boolean }) {
  const words = reviewWords(now, today()), saying = reviewSaying(now.review, today()), said = reviewSaid(now, waits);
  return (
    <NextBlock>
      <section aria-labelledby="nx" class="nx"><h2 id="nx" class={words.when ? "small soft nx-head" : "when"}>{words.head}</h2>
        {words.when && <p class="when">{words.at ? <time dateTime={words.at}>{words.when}</time> : words.when}</p>}
        {words.line && <p>{words.line}</p>}{said && <p>{said}</p>}
      </section>
      <div class="acts">
        {saying === "set" && <ComingButton kind="sun" icon="check" />}
        {["set", "coming", "changing"].includes(saying)
          ? <LinkButton href="/plan/review" kind="ghost">{plan("change it")}</LinkButton>
          : saying !== "asked" && <LinkButton href="/plan/review" kind="ghost">{plan("ask")}</LinkButton>}
      </div>
    </NextBlock>
  );
}

/** What is theirs to do: read the plan, say what they think, their own actions. */
function waitingRows({ version }: MyPlan): ComponentChildren[] {
  if (!version) return [];
  const now = today(), rest = (date: string): string => { const n = left(date, now); return date < now ? t("was for", { day: day(date, now) }) : n ? t("by left", { day: day(date, now), left: n }) : t("by", { day: day(date, now) }); };
  return [
    !version.opened_at && <Row key="read" href="/plan" stop="you" title={plan("read plan")} sub={plan("read plan sub", { name: version.shared_by.given_name, day: plainDay(dayOf(version.shared_at)) })} />,
    version.opened_at && !version.answer && <Row key="say" href="/plan/answer" stop="you" title={t("say think")} sub={plan("say sub")} />,
    ...ownDue({ version } as MyPlan, now).slice(0, 5).map(({ action, part }) => <Row key={action.id} href={`/plan/${part}`} stop="you" title={action.what} sub={opening(rest(action.by_when!))} />),
  ].filter(Boolean);
}

function NoPlanNote({ of: now }: { of: MyPlan }) {
  const name = now.adviser?.given_name, due = now.expected_by;
  return <Note look="going" icon="clock">{[plan("empty") + ".", now.writing ? named("empty writing", name) : named("empty not", name), due ? plan(due < today() ? "empty late" : "empty by", { day: day(due) }) : ""].join(" ")}</Note>;
}

/** How long Today has to itself before their rights are fetched, in ms. Where the worker holds them they come at once, and nothing jumps. */
const AFTER = 1_500;
type Rights = typeof import("./soon");
// Once it has come it stays: the way back to Today does not wait again.
let rights: Rights | undefined;

/** What Today shows of their rights, once Today itself stands. */
function useRights(stands: boolean): Rights | undefined {
  const [now, set] = useState(rights);
  useEffect(() => {
    if (!stands) return;
    const timer = setTimeout(() => void import("./soon").then((m) => { void m.loadNear(); set(rights = m); }, () => undefined), rights || navigator.serviceWorker?.controller ? 0 : AFTER);
    return () => clearTimeout(timer);
  }, [stands]);
  return now;
}

/** Today: the next thing first, then what waits for them, then who their adviser is. */
export function Today() {
  const view = mine.value, more = useRights(!!view);
  useEffect(() => { void load(); void loadTeam(); }, []);
  if (!view) return <Screen title="Onward" tab="/" top={<NextBlock />}>{fault.value ? <Broken fault={fault.value} again={load} /> : <Skeleton words={t("loading")} rows={2} />}</Screen>;
  const rows = [...waitingRows(view.plan), ...more?.soonRows() ?? []], tries = me.value?.just_opened_wrong_tries ?? 0;
  return (
    <Screen title="Onward" tab="/" top={<ReviewBlock of={view.plan} waits={view.pending.review !== null} />} class="under-next">
      {tries > 0 && <Note look="ends" icon="triangle-alert">{t("wrong tries", { n: tries })}</Note>}
      <PhoneNewsNotes />
      {!view.plan.version && <NoPlanNote of={view.plan} />}
      <Section id="w" title={t("waiting")}>{rows.length ? <Rows>{rows}</Rows> : <div class="group pad"><p>{t("nothing waits")}</p></div>}</Section>
      <NewMessages />
      {more && <more.EndsSoon />}
      <Section id="adviser" title={t("adviser")}><AdviserRow known={team.value ? undefined : view.plan.adviser?.name}><MessageRow name={team.value?.adviser?.given_name ?? view.plan.adviser?.given_name} /></AdviserRow></Section>
    </Screen>
  );
}
