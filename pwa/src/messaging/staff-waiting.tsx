import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import "./staff-waiting.css";
import { NoSignal } from "../shared/http";
import { count, day, dayOf, plainDay, time, today } from "../shared/intl";
import { Broken, Button, Face, Fault, LinkButton, Note, Section, Skeleton, useBusy } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import type { GlassReason, Waiting, WaitingRow } from "./staff-api";
import { glasses, glassReviewed, loadWaiting, waiting, waitingFault } from "./staff-waiting-store";
import { promise, sinceWhen } from "./staff-when";
import { t } from "./staff-waiting-words";

/** "5 hours", "2 days": hours up to two days, then days. */
export function spanWords(hours: number | null): string {
  if (hours === null) return t("no figure");
  return hours < 1 ? t("minutes") : hours < 48 ? t("hours", { n: Math.round(hours) }) : t("days", { n: Math.round(hours / 24) });
}

function Figures({ of }: { of: Waiting }) {
  const rows: [string, string, boolean][] = [
    [t("wait"), count(of.rows.length), false], [t("late now"), count(of.late), of.late > 0], [t("median"), spanWords(of.median_hours), false],
    [t("in time"), of.answered_in_time_percent === null ? t("no figure") : t("percent", { percent: of.answered_in_time_percent }), false],
  ];
  return (
    <Section id="figures" title={t("figures")} hidden>
      <dl class="group wait-figures">{rows.map(([name, what, late]) => <div key={name} class={late ? "late" : undefined}><dt>{name}</dt><dd class="num">{what}</dd></div>)}</dl>
      <p class="small soft">{of.counted ? t("counted", { n: of.counted }) : t("counted none")}</p>
    </Section>
  );
}

function Row({ row }: { row: WaitingRow }) {
  const clock = promise(row.reply_by, row.late, today());
  return (
    <tr>
      <td class="c-person"><span class="person"><Face name={row.name} small /><a href={`/staff/people/${row.young_person}`}>{row.name}</a></span></td>
      <td><Clock look={clock.look}>{clock.words}</Clock></td>
      <td><span class="head-said">{t("since")}: </span>{sinceWhen(row.waiting_since)}</td>
      <td><span class="head-said">{t("adviser")}: </span>{row.cover ? t("covered", { cover: row.cover, adviser: row.adviser }) : row.adviser || t("no adviser")}</td>
      <td class="end"><LinkButton class="sm" kind="second" href={`/staff/waiting/${row.young_person}`}>{t("open")}<span class="vh">: {row.name}</span></LinkButton></td>
    </tr>
  );
}

function Who({ rows }: { rows: readonly WaitingRow[] }) {
  return (
    <Section id="who" title={t("who")}>
      {rows.length ? <div class="group"><table class="grid fold waits"><caption class="vh">{t("who")}</caption>
        <thead><tr>{(["person", "promise", "since", "adviser"] as const).map((head) => <th scope="col" key={head}>{t(head)}</th>)}<th scope="col"><span class="vh">{t("open")}</span></th></tr></thead>
        <tbody>{rows.map((row) => <Row key={row.young_person} row={row} />)}</tbody></table></div>
        : <div class="group pad"><h3>{t("nobody")}</h3><p>{t("nobody how")}</p></div>}
      <p class="small soft">{t("never words")}</p>
    </Section>
  );
}

function MyGlasses() {
  const mine = glasses.value?.mine ?? [];
  return mine.length ? <Section id="mine" title={t("mine")}>{mine.map((one) => <Note key={one.id} look="ends" icon="eye"><p><b>{t("mine line", { name: one.name, time: time(one.until_at) })}</b></p><p><LinkButton class="sm" kind="second" href={`/staff/waiting/${one.young_person}`}>{t("read on")}</LinkButton></p></Note>)}</Section> : null;
}

function ToReview() {
  const { busy, fault, run } = useBusy(), [said, say] = useState(""), list = glasses.value?.to_review ?? [];
  return (
    <Section id="review" title={t("review")}>
      {list.length > 0 && <p class="soft small">{t("review lead")}</p>}
      {fault ? <Fault>{fault instanceof NoSignal ? t("no signal") : t("failed")}</Fault> : null}
      <p role="status" class={said ? "" : "vh"}>{said}</p>
      {list.length ? <ul class="group">{list.map((one) => (
        <li class="row flat" key={one.id}><span class="b"><b>{t("review line", { manager: one.manager, name: one.name, date: plainDay(dayOf(one.began_at)) })}</b><span>{t("review why", { category: t(one.category as GlassReason), reason: one.reason })}</span><span class="sub">{t("review by", { date: day(one.review_by) })}</span></span>
          <Button class="sm" kind="second" busy={busy} label={t("reviewed what", { name: one.name })} onClick={() => run(async () => { await glassReviewed(one.id); say(t("reviewed done")); })}>{t("reviewed")}</Button></li>
      ))}</ul> : <p>{t("review none")}</p>}
    </Section>
  );
}

/** That someone waits and how long, never what they wrote. `notices` belong to another room and are put in by the front. */
export function WaitingPage({ notices }: { notices: ComponentChildren }) {
  useEffect(() => { void loadWaiting(); }, []);
  const of = waiting.value;
  if (!of) return waitingFault.value ? <Broken fault={waitingFault.value} again={loadWaiting} extra={<></>} /> : <Skeleton rows={5} />;
  return (
    <>
      <div class="top"><div class="lead"><h1>{t("title")}</h1><p class="small">{t("lead", { n: of.promise_days })}</p></div></div>
      <MyGlasses />
      <Figures of={of} />
      <Who rows={of.rows} />
      {notices}
      <ToReview />
    </>
  );
}
