import { useState } from "preact/hooks";
import { day, plainDay, today } from "../shared/intl";
import { newId } from "../shared/post";
import { Button, Chip, Fault, Field, Section, Sheet, useBusy } from "../shared/ui";
import { money } from "./amounts";
import type { StaffRights, Talk } from "./staff-api";
import { DayField } from "./staff-day";
import { says } from "./staff-rights-says";
import { recordTalk } from "./staff-rights-store";
import { t } from "./staff-rights-words";

/** Writes down a talk; the young person is asked whether it is so. */
export function TalkSheet({ of, onClose, onDone }: { of: StaffRights; onClose: () => void; onDone: (words: string) => void }) {
  const [id] = useState(newId), [on, setOn] = useState(today()), [words, setWords] = useState(""), [tried, setTried] = useState(false), { busy, fault, run } = useBusy(), name = of.known_as;
  const bad = !on ? t("talk on missing") : on > today() ? t("talk on future") : undefined;
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (!bad) void run(() => recordTalk(of.young_person, id, on, words.trim())).then((ok) => { if (ok) { onClose(); onDone(t("talk kept", { name })); } }); };
  return (
    <Sheet title={t("talk title", { name })} lead={t("talk lead", { name })} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      <DayField label={t("talk on")} value={on} onInput={setOn} most={today()} err={tried ? bad : undefined} />
      <Field label={t("talk words")} hint={t("talk hint", { name })} value={words} onInput={setWords} rows={3} maxLength={2000} optional />
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <div class="btns"><Button type="submit" busy={busy}>{t("talk keep", { name })}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form></Sheet>
  );
}

function Answer({ talk, name }: { talk: Talk; name: string }) {
  return talk.answer === "yes" ? <Chip look="done">{t("talk yes", { name })}</Chip> : talk.answer === "no" ? <Chip look="ends" icon="x">{t("talk no", { name })}</Chip> : <Chip look="you" icon="hourglass">{t("talk waits", { name })}</Chip>;
}

export function Talks({ of }: { of: StaffRights }) {
  const name = of.known_as;
  return (
    <Section id="talks" title={t("talks")}>
      {of.talks.length ? <ul class="group">{of.talks.map((one) => <li class="row flat talk" key={one.id}><span class="b"><b>{t("talk by", { by: one.by, day: plainDay(one.on) })}</b>{one.words && <span class="sub">{one.words}</span>}<span><Answer talk={one} name={name} /></span>{one.answer === "no" && <span class="sub">{t("talk no how", { name })}</span>}</span></li>)}</ul> : <p>{t("talks none")}</p>}
    </Section>
  );
}

export function TheirClaims({ of }: { of: StaffRights }) {
  const name = of.known_as;
  return (
    <Section id="their-claims" title={t("claim list")}>
      {of.claims.length ? <ul class="group">{of.claims.map((one) => { const due = one.stops.find((stop) => stop.at === null && stop.due_on); return (
        <li key={one.id}><a class="row flat" href={`/staff/claims/${one.id}`}><span class="b"><b>{one.title}{one.pence !== null && <span class="num">, {money(one.pence)}</span>}</b><span class="sub">{t(`state ${one.state}`, { name })}</span>{due?.due_on && <span class={due.late ? "sub late" : "sub"}>{t(due.late ? "claim late" : "claim by", { day: day(due.due_on) })}</span>}</span></a></li>
      ); })}</ul> : <p>{t("claims none", { name })}</p>}
    </Section>
  );
}
