import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import "./staff-claims.css";
import "./staff-rights.css";
import "./staff-offer.css";
import { Problem } from "../shared/http";
import { saved } from "../shared/intl";
import { Blank, Broken, Button, Chip, Choices, Fault, LinkButton, Note, Section, Sheet, Skeleton, useBusy } from "../shared/ui";
import { TOPICS } from "./icons";
import type { OfferLinePage } from "./staff-api";
import { Amounts } from "./staff-line-amounts";
import { LineCheck } from "./staff-line-check";
import { Beside, LineField, LineSelect } from "./staff-line-fields";
import { Preview } from "./staff-line-preview";
import { RuleField } from "./staff-line-rule";
import { keepMine, lineFault, linePage, lineSaving, lineUnsaved, openLine, saveLine, takeOut, takeTheirs, typedLine, writeLine } from "./staff-line-store";
import { differing, isPlaced, typedOf, wrongAt, type LineTyped } from "./staff-line-typed";
import { t } from "./staff-line-words";
import { offer, takeBack } from "./staff-offer-store";
import { says } from "./staff-offer-says";
import { t as offerT } from "./staff-offer-words";
import type { Topic } from "./types";

const GIVEN = ["", "country", "responsible_council", "council_where_they_live"] as const, OFFERED = ["yes", "no", "not_yet", "not_said"] as const;

function Saved() {
  const { state, at } = lineSaving.value;
  return <span role="status">{state === "saved" ? (at ? t("saved", { when: saved(at) }) : t(offer.value?.drafted ? "saved none" : "not mine")) : state === "saving" ? t("saving") : t("waiting")}</span>;
}

const LABELS = new Set(["title", "one_line", "about", "who", "local", "steps", "show", "if_no", "rule", "source", "link", "valid_from", "valid_to", "last_checked", "review_by", "answer_days", "in_app", "topic", "given", "icon", "pot", "cap", "offered"]);
const labelOf = (field: keyof LineTyped): string => LABELS.has(field) ? t(field as Parameters<typeof t>[0]) : t("how much");
const shownOf = (one: LineTyped, field: keyof LineTyped): string => { const said = one[field]; return typeof said === "string" ? said || t("nothing") : field === "amounts" ? one.amounts.map((each) => [each.sum || each.percent || each.hours, each.for_whom].filter(Boolean).join(", ")).join("; ") || t("nothing") : said ? t("offered yes") : t("nothing"); };

/** Two people wrote the same line: what differs, and which to keep. Nothing goes until one of the two is pressed. */
function Changed({ page, typed }: { page: OfferLinePage; typed: LineTyped }) {
  const theirs = typedOf(page.line, page.right);
  return (
    <div class="save-fault"><Note look="ends" live><p><b>{t("changed")}</b></p><p>{t("changed how")}</p>
      <dl class="theirs-mine">{differing(theirs, typed).map((field) => <div key={field}><dt><b>{labelOf(field)}</b></dt><dd><span class="soft">{t("changed theirs")}: </span>{shownOf(theirs, field)}</dd><dd><span class="soft">{t("changed mine")}: </span>{shownOf(typed, field)}</dd></div>)}</dl>
      <p class="btns"><Button kind="second" class="sm" onClick={() => void keepMine()}>{t("keep mine")}</Button><Button kind="second" class="sm" onClick={takeTheirs}>{t("take theirs")}</Button></p></Note></div>
  );
}

function SaveFault({ page, typed }: { page: OfferLinePage; typed: LineTyped }) {
  const { state, why } = lineSaving.value, { busy, fault, run } = useBusy();
  if (state === "changed") return <Changed page={page} typed={typed} />;
  if (state === "locked" || (offer.value?.sent_by && state !== "saving")) return <div class="save-fault"><Note look="going" icon="lock" live><p><b>{t("locked")}</b></p>{lineUnsaved.value && <p>{t("locked typed")}</p>}{fault ? <Fault>{says(fault)}</Fault> : null}<p><Button kind="second" class="sm" busy={busy} onClick={() => run(async () => { await takeBack(); await openLine(page.right); await saveLine(); })}>{t("unlock")}</Button></p></Note></div>;
  if (state !== "failed" && state !== "refused" && state !== "bad") return null;
  return <div class="save-fault"><Note look="ends" live><p>{t(state, { why })}</p>{state !== "bad" && <p><Button kind="second" class="sm" icon="refresh-cw" onClick={saveLine}>{t("save now")}</Button></p>}</Note></div>;
}

function TakeOut({ page, onDone }: { page: OfferLinePage; onDone: () => void }) {
  const [asking, ask] = useState(false), { busy, fault, run } = useBusy();
  if (!page.line) return null;
  return (
    <>
      <div class="btns"><Button kind="quiet" onClick={() => ask(true)}>{t("take out")}</Button></div>
      {asking && <Sheet title={t("take out title")} lead={t(page.national ? "take out lead" : "take out own")} onClose={() => ask(false)}>{fault ? <Fault>{says(fault)}</Fault> : null}
        <div class="btns"><Button kind="danger" busy={busy} onClick={() => run(takeOut).then((ok) => { if (ok) { ask(false); onDone(); } })}>{t("take out yes")}</Button><Button kind="quiet" onClick={() => ask(false)}>{t("cancel")}</Button></div></Sheet>}
    </>
  );
}

function Form({ page, typed }: { page: OfferLinePage; typed: LineTyped }) {
  const england = page.national, others = page.wrong.filter((one) => !isPlaced(one)), beside = (words: string | readonly string[] | undefined) => england ? words ?? "" : undefined;
  return (
    <>
      {others.length > 0 && <Note look="ends"><p><b>{t("other faults")}</b></p>{others.map((one) => <p key={one.where + one.what}>{one.what} {one.cure}</p>)}</Note>}
      <Choices legend={t("offered")} value={typed.offered} onChange={(offered) => writeLine({ offered })} options={OFFERED.map((one) => ({ value: one, label: t(`offered ${one}`), sub: t(`offered ${one} sub`) }))} />
      <Amounts page={page} />
      <Section id="rule" title={t("who can")}><div class="group pad"><RuleField label={t("rule")} {...(england ? { hint: t("rule hint"), england: page.national_rule } : {})} rule={typed.rule} onInput={(rule) => writeLine({ rule })} wrong={wrongAt(page.wrong, "rule")} facts={page.facts} settled={!lineUnsaved.value} /></div></Section>
      <Section id="words" title={t("in words")}>{england && <p class="small soft">{t("we say hint")}</p>}<div class="group pad word-rows">
        <div class="stack"><LineField at="local" label={t("local")} hint={t("local hint")} rows={3} longest={2000} /></div>
        <Beside at="title" label={t("title")} england={beside(england?.title)} rows={1} longest={80} hints={false} />
        <Beside at="one_line" label={t("one_line")} england={beside(england?.one_line)} rows={2} longest={200} />
        <Beside at="about" label={t("about")} england={beside(england?.about)} rows={4} />
        <Beside at="who" label={t("who")} england={beside(england?.who)} longest={400} />
        <Beside at="steps" label={t("steps")} england={beside(england?.steps)} rows={4} />
        <Beside at="show" label={t("show")} england={beside(england?.show)} rows={3} />
        <Beside at="if_no" label={t("if_no")} england={beside(england?.if_no)} rows={3} />
      </div></Section>
      <Section id="asking" title={t("asking")}><div class="group pad pairs">
        <LineSelect at="in_app" label={t("in_app")} options={(["", "yes", "no"] as const).map((one) => ({ value: one, label: t(`in_app ${one}`) }))} />
        <LineField at="answer_days" label={t("answer_days")} numeric {...(england ? { hint: t("answer_days hint", { n: england.ask.answer_days }) } : {})} />
        <LineSelect at="given" label={t("given")} options={GIVEN.map((one) => ({ value: one, label: t(`given ${one}`) }))} />
        {!england && <LineSelect at="topic" label={t("topic")} options={[{ value: "", label: t("nothing") }, ...TOPICS.map((one) => ({ value: one, label: offerT(one) }))]} />}
      </div></Section>
      <Section id="checked" title={t("checked")}><div class="group pad pairs">
        <LineField at="source" label={t("source")} hint={t("source hint")} /><LineField at="link" label={t("link")} type="url" />
        <LineField at="valid_from" label={t("valid_from")} type="date" /><LineField at="valid_to" label={t("valid_to")} type="date" />
        <LineField at="last_checked" label={t("last_checked")} type="date" /><LineField at="review_by" label={t("review_by")} type="date" />
      </div></Section>
    </>
  );
}

/** One line of the offer: England's words beside ours, amounts, the rule, and what a young person sees. */
export function StaffLinePage({ right }: { right: string }) {
  const { query, route } = useLocation();
  useEffect(() => {
    const topic = TOPICS.find((one) => one === query["topic"]) as Topic | undefined, title = query["title"];
    void openLine(right, { ...(title ? { title } : {}), ...(topic ? { topic } : {}) });
    const stay = (e: BeforeUnloadEvent) => { if (lineUnsaved.value) { void saveLine(); e.preventDefault(); } };
    const online = () => void saveLine();
    addEventListener("beforeunload", stay);
    addEventListener("online", online);
    return () => { removeEventListener("beforeunload", stay); removeEventListener("online", online); void saveLine(); };
  }, [right]);
  const page = linePage.value?.right === right ? linePage.value : null, typed = typedLine.value, fault = lineFault.value;
  if (!page && fault instanceof Problem && (fault.status === 404 || fault.status === 403)) return <Blank title={t("gone")} actions={<LinkButton href="/staff/offer">{t("back")}</LinkButton>}><p>{t("gone how")}</p></Blank>;
  if (!page || !typed) return fault ? <Broken fault={fault} again={() => openLine(right)} extra={<></>} /> : <Skeleton rows={6} words={t("loading")} />;
  const change = offer.value?.lines.find((line) => line.right === right)?.change;
  return (
    <>
      <div class="top"><div class="lead"><p class="small"><a href="/staff/offer">{t("offer")}</a> / <Saved /></p><h1>{typed.title.trim() || page.national?.title || page.drafted?.title || right}</h1></div>
        {change && change !== "same" && <Chip look="you" icon="pencil">{offerT(change)}</Chip>}</div>
      <SaveFault page={page} typed={typed} />
      {!page.national && <Note icon="plus"><p>{t("new")}</p></Note>}
      <div class="two line-two">
        <fieldset class="line-form" disabled={Boolean(offer.value?.sent_by) && !lineUnsaved.value} aria-label={t("offer")}><Form page={page} typed={typed} /><TakeOut page={page} onDone={() => route("/staff/offer")} /></fieldset>
        <div class="stack line-beside"><LineCheck page={page} typed={typed} /><Preview page={page} /></div>
      </div>
    </>
  );
}
