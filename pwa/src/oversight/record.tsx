import { useEffect, useRef } from "preact/hooks";
import { dayTime, plainDay } from "../shared/intl";
import { Broken, Note, Skeleton, Stop, Voice, type StopLook } from "../shared/ui";
import type { RecordStop, SharingRecord } from "./api";
import { loadRecord, record, recordFault } from "./store";
import { t } from "./words";

function saying(stop: RecordStop): string {
  const at = stop.at!.length === 10 ? plainDay(stop.at!) : dayTime(stop.at!);
  return t(stop.who && stop.how ? "at who how" : stop.who ? "at who" : stop.how ? "at how" : "at", { at, who: stop.who, how: stop.how });
}

function Line({ of }: { of: SharingRecord }) {
  const next = of.stops.findIndex((stop) => !stop.at);
  return (
    <ol class="line small">{of.stops.map((stop, i) => {
      const look: StopLook = stop.at ? "done" : i === next ? "you" : "to_come";
      return (
        <li key={stop.code} aria-current={i === next ? "step" : undefined}><Stop look={look} />
          <div><b>{i === next ? t(`no ${stop.code}`) : t(stop.code)}</b><span class="when">{stop.at ? saying(stop) : i === next ? t("waits", { n: of.days }) : stop.code === "understood" ? t("says", { name: of.known_as }) : t("later")}</span></div></li>
      );
    })}</ol>
  );
}

/** Who did what, when and how, for each of the five stops of one person's plan. */
export function RecordPanel({ person }: { person: string }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    void loadRecord(person).then(() => box.current?.focus());
    // Closed: back to the row it was opened from.
    return () => document.querySelector<HTMLElement>(`.stuck a[href="/staff/sharing/${person}"]`)?.focus();
  }, [person]);
  const of = record.value?.young_person === person ? record.value : null;
  if (!of) return <div class="group pad">{recordFault.value ? <Broken fault={recordFault.value} again={() => loadRecord(person)} extra={<></>} /> : <Skeleton rows={3} />}</div>;
  return (
    <section class="group record" aria-labelledby="record" ref={box} tabIndex={-1}><div class="pad">
      <div class="head"><h2 id="record">{t("record", { name: of.name, age: of.age })}</h2><a href="/staff/sharing">{t("close")}</a></div>
      <p class="small soft">{of.number === null ? t("record none") : t("record version", { number: of.number })}</p>
      <Line of={of} />
      {of.answer && <div class="stack"><p><b>{t("answered", { answer: t(of.answer) })}</b></p>{of.answer_words && <Voice words={of.answer_words} />}</div>}
      {of.why_anyway && <p class="small">{t("why", { why: of.why_anyway })}</p>}
      {of.hash && (of.intact ? <p class="small soft">{t("intact")}</p> : <Note look="ends"><p>{t("changed")}</p></Note>)}
      <Note><p>{t("rule", { name: of.known_as })}</p></Note>
      <a href={`/staff/people/${person}`}>{t("page", { name: of.known_as })}</a>
    </div></section>
  );
}
