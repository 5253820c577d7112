import { useState } from "preact/hooks";
import { count, day, plainDay, today } from "../shared/intl";
import { Button, Fault, Icon, Section, useBusy } from "../shared/ui";
import { amountWords } from "./amounts";
import type { Fact, Moved, StaffRights, WhatIf, WhatIfIn } from "./staff-api";
import { DayField, Pick } from "./staff-day";
import { FactValue } from "./staff-fact-value";
import { StandingChip } from "./staff-rights-list";
import { askWhatIf, birthday, dated, turnOf, TURNS } from "./staff-rights-store";
import { says } from "./staff-rights-says";
import { t } from "./staff-rights-words";

type Supposed = { fact: string; value: string };

function Side({ of, head }: { of: Moved["before"]; head: string }) {
  const when = dated(of);
  return <div class="side-of"><span class="soft">{head}</span><StandingChip of={of.standing} />{of.amount && <b class="num">{amountWords(of.amount)}</b>}{when && <span class="small">{t(when.kind, { day: plainDay(when.day) })}</span>}{of.why && <span class="small soft">{of.why}</span>}</div>;
}

/** Rights that differ: gained, lost, or only other. */
export function MovedRows({ moved, now, then }: { moved: readonly Moved[]; now: string; then: string }) {
  return (
    <>{TURNS.map((turn) => {
      const here = moved.filter((one) => turnOf(one) === turn);
      return here.length > 0 && (
        <section key={turn} aria-label={t(`if ${turn}`, { count: count(here.length) })}><h3 class={`turn ${turn}`}><Icon name={turn === "gain" ? "plus" : turn === "lose" ? "minus" : turn === "out" ? "x" : "refresh-cw"} />{t(`if ${turn}`, { count: count(here.length) })}</h3>
          <ul class="group moved">{here.map((one) => <li key={one.id}><b>{one.title}</b><div class="sides"><Side of={one.before} head={now} /><Icon name="chevron-right" /><Side of={one.after} head={then} /></div></li>)}</ul></section>
      );
    })}</>
  );
}

function Outcome({ got }: { got: WhatIf }) {
  return (
    <div class="stack outcome"><p role="status"><b>{got.moved.length ? t("if found", { n: got.moved.length }) : t("if same")}</b> <span class="soft">{t("if on", { day: day(got.on) })}</span></p>
      <MovedRows moved={got.moved} now={t("if now")} then={t("if then")} /></div>
  );
}

function Own({ facts, supposed, onChange }: { facts: readonly Fact[]; supposed: Supposed[]; onChange: (next: Supposed[]) => void }) {
  const set = (at: number, part: Partial<Supposed>) => onChange(supposed.map((one, i) => i === at ? { ...one, ...part } : one));
  return (
    <>{supposed.map((one, at) => {
      const fact = facts.find((other) => other.fact === one.fact);
      return (
        <div class="suppose" key={at}>
          <Pick label={t("if fact")} value={one.fact} onChange={(next) => set(at, { fact: next, value: "" })} options={[{ value: "", label: t("if choose") }, ...facts.map((other) => ({ value: other.fact, label: other.question }))]} />
          {fact && <FactValue fact={fact} label={t("if is")} value={one.value} onInput={(value) => set(at, { value })} />}
          {supposed.length > 1 && <button type="button" class="tool" aria-label={t("if drop", { fact: fact?.question ?? t("if fact") })} onClick={() => onChange(supposed.filter((_, i) => i !== at))}><Icon name="x" /></button>}
        </div>
      );
    })}</>
  );
}

/** How rights would stand if they moved out, learned a trade, grew older, or anything else were so. Nothing is kept. */
export function WhatIfPanel({ of, born }: { of: StaffRights; born: string | undefined }) {
  const name = of.known_as, person = of.young_person, facts = of.facts.filter((one, i, all) => one.by !== "date" && all.findIndex((other) => other.fact === one.fact) === i);
  const [supposed, suppose] = useState<Supposed[]>([{ fact: "", value: "" }]), [on, setOn] = useState(""), [got, setGot] = useState<WhatIf | null>(null), [tried, setTried] = useState(false), { busy, fault, run } = useBusy();
  const ask = (asked: WhatIfIn) => run(async () => setGot(await askWhatIf(person, asked)));
  const quick = (facts: Record<string, string>, day?: string) => { suppose(Object.entries(facts).map(([fact, value]) => ({ fact, value }))); if (!Object.keys(facts).length) suppose([{ fact: "", value: "" }]); setOn(day ?? ""); setTried(false); void ask({ facts, on: day ?? null }); };
  const known = (fact: string): boolean => of.facts.some((one) => one.fact === fact && one.value !== "");
  const whole = supposed.filter((one) => one.fact && one.value), bad = !whole.length && !on ? t("if need") : undefined;
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (!bad) void ask({ facts: Object.fromEntries(whole.map((one) => [one.fact, one.value])), on: on || null }); };
  const turns = born ? birthday(born, 21) : undefined;
  return (
    <div class="stack wide-stack">
      <Section id="if" title={t("if")}><p class="small soft">{t("if how", { name })}</p>
        <div class="btns quick" role="group" aria-label={t("if quick")}>
          <Button kind="second" class="sm" icon="house" busy={busy} onClick={() => quick({ living: "own_place", moved_into_own_place_on: today() })}>{t("if moves", { name })}</Button>
          <Button kind="second" class="sm" icon="graduation-cap" busy={busy} onClick={() => quick({ studying: "apprenticeship", apprenticeship_started_on: today(), ...(known("had_apprenticeship_money") ? {} : { had_apprenticeship_money: "no" }) })}>{t("if apprentice")}</Button>
          {turns && turns > of.on && <Button kind="second" class="sm" icon="calendar" busy={busy} onClick={() => quick({}, turns)}>{t("if 21")}</Button>}
        </div>
        <form class="group pad" onSubmit={submit} noValidate><h3>{t("if own")}</h3>
          <Own facts={facts} supposed={supposed} onChange={suppose} />
          <div><button type="button" class="btn quiet sm" onClick={() => suppose([...supposed, { fact: "", value: "" }])}><Icon name="plus" />{t("if add")}</button></div>
          <div class="suppose"><DayField label={t("if day")} value={on} onInput={setOn} err={tried ? bad : undefined} /></div>
          {fault ? <Fault>{says(fault)}</Fault> : null}
          <div class="btns"><Button type="submit" busy={busy}>{t("if go")}</Button></div>
        </form></Section>
      {got && <Outcome got={got} />}
    </div>
  );
}
