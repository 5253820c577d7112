import { useState } from "preact/hooks";
import { count, plainDay } from "../shared/intl";
import { Button, Chip, Fault, Note, Row, Section, Sheet, useBusy } from "../shared/ui";
import type { Fact, StaffRights } from "./staff-api";
import { DayField } from "./staff-day";
import { FactValue } from "./staff-fact-value";
import { says } from "./staff-rights-says";
import { factsBy, recordFact } from "./staff-rights-store";
import { t } from "./staff-rights-words";

/** Writes one fact down, or takes it back. */
export function ChangeFact({ fact, of, onClose, onDone }: { fact: Fact; of: StaffRights; onClose: () => void; onDone: (words: string) => void }) {
  const [value, setValue] = useState(fact.value), [since, setSince] = useState(fact.since ?? ""), [tried, setTried] = useState(false), { busy, fault, run } = useBusy(), known = fact.value !== "" && fact.by === "council";
  const keep = (next: string, words: string) => run(() => recordFact(of.young_person, fact.fact, next, next ? since || null : null)).then((ok) => { if (ok) { onClose(); onDone(words); } });
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (value.trim()) void keep(value.trim(), t("kept")); };
  return (
    <Sheet title={fact.question} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      {fact.private && <Note look="ends" icon="lock"><p>{t("private", { name: of.known_as })}</p></Note>}
      <FactValue fact={fact} label={t(fact.type === "date" ? "day" : fact.type === "number" ? "number" : "answer")} value={value} onInput={setValue} err={tried && !value.trim() ? t("answer missing") : undefined} />
      {fact.type !== "date" && <DayField label={t("since day")} hint={t("since hint")} value={since} onInput={setSince} />}
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <div class="btns"><Button type="submit" busy={busy}>{t("keep")}</Button>{known && <Button kind="second" busy={busy} onClick={() => keep("", t("taken"))}>{t("take back")}</Button>}<Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form></Sheet>
  );
}

function Rows({ facts, onSet }: { facts: readonly Fact[]; onSet?: (fact: Fact) => void }) {
  return (
    <ul class="group">{facts.map((one) => (
      <li class="row flat fact" key={`${one.fact} ${one.by}`}><span class="b"><span class="sub">{one.question}</span><b>{one.words || one.value}</b>{one.since && <span class="sub">{t("since", { day: plainDay(one.since) })}</span>}</span>
        {onSet ? <Button class="sm" kind="second" label={t("set for", { question: one.question })} onClick={() => onSet(one)}>{t("set")}</Button> : one.by === "date" ? <Chip icon="calendar">{t("by date")}</Chip> : null}</li>
    ))}</ul>
  );
}

/** The facts that rights are worked out from: the council's to change, theirs to read, and what nobody has said. */
export function FactsPanel({ of, onDone }: { of: StaffRights; onDone: (words: string) => void }) {
  const [open, setOpen] = useState<Fact | null>(null), name = of.known_as, { council, theirs, date, unknown } = factsBy(of.facts);
  return (
    <div class="stack wide-stack">
      <Section id="facts" title={t("facts")}><p class="small soft">{t("facts how", { name })}</p>{council.length ? <Rows facts={council} onSet={setOpen} /> : <p>{t("no facts")}</p>}</Section>
      {theirs.length > 0 && <Section id="theirs" title={t("facts theirs", { name })}><p class="small soft">{t("facts theirs how", { name })}</p><div class="theirs"><Rows facts={theirs} /></div></Section>}
      {unknown.length > 0 && <Section id="unknown" title={t("facts unknown", { count: count(unknown.length) })}><p class="small soft">{t("facts unknown how")}</p><ul class="group">{unknown.map((one) => <li key={one.fact}><Row icon="plus" class="fact" title={one.question} onClick={() => setOpen(one)} end={one.private ? <Chip icon="lock">{t("is private")}</Chip> : <></>} /></li>)}</ul></Section>}
      {date.length > 0 && <Section id="dated" title={t("facts date")}><Rows facts={date} /></Section>}
      {open && <ChangeFact fact={open} of={of} onClose={() => setOpen(null)} onDone={onDone} />}
    </div>
  );
}
