import { useState } from "preact/hooks";
import { plainDay } from "../shared/intl";
import { Button, Fault, Field, Icon, Note, Section, useBusy } from "../shared/ui";
import { penceOf } from "./amounts";
import type { Offer } from "./staff-api";
import { DayField } from "./staff-day";
import { typedPounds } from "./staff-money";
import { keepLaws, keepPots, nameFor } from "./staff-offer-store";
import { says } from "./staff-offer-says";
import { t } from "./staff-offer-words";

type Typed = { id: string; title: string; sum: string };

function Pots({ of, onDone }: { of: Offer; onDone: (words: string) => void }) {
  const [pots, set] = useState<Typed[]>(of.pots.map((pot) => ({ id: pot.id, title: pot.title, sum: typedPounds(pot.pence) }))), [tried, setTried] = useState(false), { busy, fault, run } = useBusy();
  const change = (at: number, part: Partial<Typed>) => set(pots.map((one, i) => i === at ? { ...one, ...part } : one)), bad = pots.some((one) => !one.title.trim() || !penceOf(one.sum));
  const named = () => pots.reduce<Typed[]>((done, one) => [...done, { ...one, id: one.id || nameFor(one.title, done.map((other) => other.id)) }], []);
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (bad) return;
    // Once sent, a sum keeps its name: lines take from it by that.
    set(named());
    void run(() => keepPots(named().map((one) => ({ id: one.id, title: one.title.trim(), pence: penceOf(one.sum)! })))).then((ok) => { if (ok) onDone(t("kept")); });
  };
  return (
    <form class="group pad" onSubmit={submit} noValidate>
      {!pots.length && <p>{t("pots none")}</p>}
      {pots.map((one, at) => <div class="suppose" key={at}><Field label={t("pot name")} value={one.title} maxLength={80} onInput={(title) => change(at, { title })} err={tried && !one.title.trim() ? t("pot missing") : undefined} />
        <Field label={t("pot sum")} value={one.sum} onInput={(sum) => change(at, { sum })} err={tried && !penceOf(one.sum) ? t("pot sum wrong") : undefined} /><button type="button" class="tool" aria-label={t("pot drop", { title: one.title })} onClick={() => set(pots.filter((_, i) => i !== at))}><Icon name="x" /></button></div>)}
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <div class="btns"><Button type="submit" kind="second" busy={busy}>{t("keep")}</Button><Button kind="quiet" icon="plus" onClick={() => set([...pots, { id: "", title: "", sum: "" }])}>{t("pot add")}</Button></div>
    </form>
  );
}

function Laws({ of, onDone }: { of: Offer; onDone: (words: string) => void }) {
  const [days, set] = useState<Record<string, string | undefined>>(Object.fromEntries(of.laws.filter((law) => law.ours).map((law) => [law.law, law.in_force ?? ""]))), { busy, fault, run } = useBusy();
  const submit = (e: Event) => { e.preventDefault(); void run(() => keepLaws(Object.entries(days).filter(([, one]) => one !== undefined).map(([law, one]) => ({ law, in_force: one || null })))).then((ok) => { if (ok) onDone(t("kept")); }); };
  return (
    <form class="group pad" onSubmit={submit} noValidate>
      {of.laws.map((law) => <div class="suppose law" key={law.law}><DayField label={law.words} hint={t("law national", { day: law.national ? plainDay(law.national) : t("law no day") })} value={days[law.law] ?? law.national ?? ""} onInput={(one) => set({ ...days, [law.law]: one })} />
        {days[law.law] !== undefined && <Button kind="quiet" onClick={() => set({ ...days, [law.law]: undefined })}>{t("law reset")}</Button>}</div>)}
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <div class="btns"><Button type="submit" kind="second" busy={busy}>{t("keep")}</Button></div>
    </form>
  );
}

/** What stands around the lines: sums that they share, and the days on which laws start. */
export function OfferAround({ of, locked, onDone }: { of: Offer; locked: boolean; onDone: (words: string) => void }) {
  if (locked) return <Note icon="lock"><p>{t("locked")}</p></Note>;
  return (
    <div class="stack wide-stack">
      <Section id="pots" title={t("pots")}><p class="small soft">{t("pots how")}</p><Pots of={of} onDone={onDone} /></Section>
      {of.laws.length > 0 && <Section id="laws" title={t("laws")}><p class="small soft">{t("laws how")}</p><Laws of={of} onDone={onDone} /></Section>}
    </div>
  );
}
