import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { MyPlan, Part, PartCode, Version } from "../shared/api";
import { by, day, dayOf, plainDay, time, today } from "../shared/intl";
import { Blank, Broken, Chip, LinkButton, Note, Row, Rows, Screen, Section, Segs, Skeleton, Voice, type IconName } from "../shared/ui";
import "./page.css";
import { PrintedPlan } from "./printed";
import { PARTS, doneOf, inOrder, nextOf, standing } from "./reading";
import { named as near, t as tn } from "./near-words";
import { fault, fromCopy, load, mine, shown } from "./store";
import { named, partName, t } from "./words";

function segs(part: Part, now: string): ("d" | "y" | "")[] {
  return inOrder(part.actions).map((a) => { const s = standing(a, now); return s === "done" ? "d" : s === "you" ? "y" : ""; });
}

function PartRow({ part, code, icon, now }: { part: Part | undefined; code: PartCode; icon: IconName; now: string }) {
  if (!part) return <Row href={`/plan/${code}`} icon={icon} title={partName(code)} sub={t("needs signal")} />;
  const next = nextOf(part), yours = part.actions.some((a) => standing(a, now) === "you");
  const sub = next ? (next.by_when ? t("next", { what: next.what, by: by(next.by_when, now) }) : t("next bare", { what: next.what })) : part.actions.length ? t("all done") : t("nothing to do");
  return (
    <Row href={`/plan/${code}`} icon={icon} title={partName(code)} sub={sub} chip={yours ? <Chip look="you">{t("your turn")}</Chip> : undefined}>
      {part.actions.length > 0 && <Segs looks={segs(part, now)} words={t("done of", { done: doneOf(part), all: part.actions.length })} />}
    </Row>
  );
}

/** What the colours of the segments mean, in words. */
function Key() {
  return <p class="key tiny soft" aria-hidden="true">{([["d", "key done"], ["y", "key you"], ["", "key other"]] as const).map(([look, word]) => <span key={word}><span class="segs"><i class={look} /></span>{t(word)}</span>)}</p>;
}

function reviewRow({ review }: MyPlan): ComponentChildren {
  const sub = review.at ? t(review.place ? "review row sub" : "review row sub bare", { time: time(review.at), place: review.place }) : review.due_on ? t("review row by", { by: by(review.due_on) }) : t("review row ask");
  return <Row href="/plan/review" icon="calendar" title={review.at ? t("review row", { day: day(dayOf(review.at)) }) : t("review row due")} sub={sub} />;
}

function AnswerSaid({ version, waits }: { version: Version; waits: boolean }) {
  if (!version.answer) return <div class="group"><Row href="/plan/answer" stop="you" title={t("say")} sub={tn("say sub")} /></div>;
  const when = waits ? t("you answered wait") : version.answered_at ? t("you answered", { day: plainDay(dayOf(version.answered_at)) }) : "";
  return (
    <Section id="said" title={t("your answer")} hidden>
      <Voice words={version.answer_words ? `${t(version.answer)}. ${version.answer_words}` : `${t(version.answer)}.`} foot={<><span>{when}</span><a class="btn quiet foot" href="/plan/answer">{t("change answer")}</a></>} />
    </Section>
  );
}

/** No plan yet: who is writing it, and by when. */
function NoPlan({ plan }: { plan: MyPlan }) {
  const name = plan.adviser?.given_name, due = plan.expected_by;
  return (
    <Screen title="Plan – Onward" tab="/plan" centred>
      <Blank title={tn("empty")} actions={<LinkButton href="/plan/review" kind="second">{tn("ask")}</LinkButton>}>
        <p>{[plan.writing ? near("empty writing", name) : near("empty not", name), due ? tn(due < today() ? "empty late" : "empty by", { day: day(due) }) : ""].join(" ")}</p>
      </Blank>
    </Screen>
  );
}

/** The plan with its eight parts. Showing it is what "opened" means. */
export function PlanPage({ sheet }: { sheet?: ComponentChildren }) {
  const view = mine.value, now = today();
  useEffect(() => { void load(); }, []);
  useEffect(() => { if (view?.plan.version) shown(); }, [view?.plan.version?.id]);
  if (!view) return <Screen title="Plan – Onward" tab="/plan">{fault.value ? <Broken fault={fault.value} again={load} /> : <><h1 class="vh">{t("your plan")}</h1><Skeleton words={t("loading")} rows={5} /></>}</Screen>;
  const { plan, pending } = view, version = plan.version;
  if (!version) return <NoPlan plan={plan} />;
  const part = (code: PartCode) => version.parts.find((p) => p.code === code);
  return (
    <>
      {!fromCopy.value && <PrintedPlan version={version} now={now} />}
      <Screen title="Plan – Onward" tab="/plan">
        <div class="lead"><h1>{t("your plan")}</h1><p>{t("wrote", { name: version.shared_by.given_name, day: plainDay(dayOf(version.shared_at)) })}</p></div>
        {plan.writing && <Note look="going" icon="pencil">{named("newer coming", plan.adviser?.given_name)}</Note>}
        <AnswerSaid version={version} waits={pending.answer} />
        <Section id="parts" title={t("eight")}>
          <Rows>{PARTS.map(([code, icon]) => <PartRow key={code} code={code} icon={icon} part={part(code)} now={now} />)}</Rows>
          <Key />
        </Section>
        <div class="group">{reviewRow(plan)}{!fromCopy.value && <Row icon="download" title={t("print")} sub={t("print sub")} onClick={() => print()} />}</div>
      </Screen>
      {sheet}
    </>
  );
}
