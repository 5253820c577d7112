import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import "./staff-duty.css";
import { Problem } from "../shared/http";
import { count, day, dayTime, plainDay } from "../shared/intl";
import { Blank, Broken, Button, Face, Facts, LinkButton, Row, Section, Skeleton } from "../shared/ui";
import { handOver, handOverFault, loadHandOver } from "./staff-away-store";
import { inbox, loadInbox } from "./staff-inbox-store";
import { Said } from "./staff-message";
import { lastDayOf, sinceWhen } from "./staff-when";
import { t } from "./staff-duty-words";

/** How many are shown before the rest is asked for. */
const FEW = 6;

/** A link to the hand-over of each young person this adviser writes with. */
export function HandOvers() {
  const [all, show] = useState(false), rows = [...(inbox.value?.rows ?? [])].sort((a, b) => Number(b.cover) - Number(a.cover) || a.name.localeCompare(b.name, "en-GB"));
  useEffect(() => { if (!inbox.value) void loadInbox(); }, []);
  return (
    <Section id="hand-overs" title={t("hand overs")}>
      <p class="soft">{t("hand overs lead")}</p>
      {rows.length ? <ul class="group">{rows.slice(0, all ? rows.length : FEW).map((one) => <li key={one.young_person}><Row href={`/staff/duty/${one.young_person}`} lead={<Face name={one.name} small />} title={one.name} /></li>)}</ul> : <p>{t("hand overs none")}</p>}
      {!all && rows.length > FEW && <div><Button kind="second" class="sm" onClick={() => show(true)}>{t("all hand overs", { n: rows.length })}</Button></div>}
    </Section>
  );
}

/** What somebody who takes over must know: where the thread stands, what waits, and what was promised. `promises` belong to the plan and are put in by the front. */
export function HandOverPage({ person, promises }: { person: string; promises: (name: string) => ComponentChildren }) {
  useEffect(() => { void loadHandOver(person); }, [person]);
  const of = handOver.value?.young_person === person ? handOver.value : null, fault = handOverFault.value;
  if (!of) {
    if (fault instanceof Problem && fault.status === 404) return <Blank title={t("gone")} actions={<LinkButton href="/staff/duty">{t("back")}</LinkButton>}><p>{t("gone how")}</p></Blank>;
    return fault ? <Broken fault={fault} again={() => loadHandOver(person)} extra={<></>} /> : <Skeleton rows={4} />;
  }
  return (
    <>
      <div class="top"><div class="person-head"><Face name={of.name} /><div class="lead"><h1>{t("title", { name: of.name })}</h1><p class="small">{t("lead")}</p></div></div>
        <div class="btns"><LinkButton icon="message-circle" href={`/staff/messages/${of.young_person}`}>{t("open thread")}</LinkButton><Button kind="second" onClick={() => print()}>{t("print")}</Button></div></div>
      <div class="two hand-two"><div class="stack wide-stack">
        <Section id="unanswered" title={t("unanswered")}>{of.unanswered.length ? <div class="group pad">{of.unanswered.map((one) => <Said key={one.id} message={one} name={of.name} />)}</div> : <p>{t("waits not")}</p>}</Section>
        {promises(of.name)}
      </div><div class="stack wide-stack">
        <Section id="standing" title={t("standing")}><div class="group pad cq"><Facts rows={[
          [t("waiting"), of.waiting_since && t("waits", { when: sinceWhen(of.waiting_since) })], [t("reply by"), of.waiting_since && of.reply_by && day(lastDayOf(of.reply_by))],
          [t("spoke"), of.last_spoke_at ? dayTime(of.last_spoke_at) : t("spoke never")], [t("count"), count(of.messages_30_days)], [t("unfiled"), count(of.unfiled)],
          [t("adviser"), of.adviser ? of.adviser_since ? t("adviser since", { name: of.adviser, date: plainDay(of.adviser_since) }) : of.adviser : t("nobody")], [t("earlier"), of.earlier_adviser], [t("covers"), of.cover],
        ]} /></div></Section>
      </div></div>
    </>
  );
}
