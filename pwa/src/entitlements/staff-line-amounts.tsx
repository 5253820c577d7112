import { useId, useState } from "preact/hooks";
import { Button, Fault, Field, Icon, Section, Tick } from "../shared/ui";
import { amountWords, money } from "./amounts";
import type { OfferLinePage } from "./staff-api";
import { DayField, Pick } from "./staff-day";
import { faultAt, LineField, LineSelect } from "./staff-line-fields";
import { RuleField } from "./staff-line-rule";
import { lineBad, lineUnsaved, typedLine, writeLine } from "./staff-line-store";
import { amountTyped, hasSum, NO_AMOUNT, wrongAt, type AmountTyped } from "./staff-line-typed";
import { t } from "./staff-line-words";
import { offer } from "./staff-offer-store";

const HOWS = ["exact", "up_to", "at_least", "percent", "hours", "not_published", "by_reference", "help"] as const, UNITS = ["once", "week", "month", "term", "year", "parts"] as const;

type RowProps = { one: AmountTyped; n: number; page: OfferLinePage; onChange: (part: Partial<AmountTyped>) => void; onDrop: () => void };

function Parts({ one, at, onChange }: { one: AmountTyped; at: string; onChange: RowProps["onChange"] }) {
  const set = (i: number, part: Partial<AmountTyped["parts"][number]>) => onChange({ parts: one.parts.map((each, other) => other === i ? { ...each, ...part } : each) });
  return (
    <div class="parts">
      {one.parts.map((each, i) => <div class="part" role="group" aria-label={t("part", { n: i + 1 })} key={i}><Field label={t("part sum")} value={each.sum} onInput={(sum) => set(i, { sum })} err={faultAt(`${at}.parts[${i}]`, lineBad.value[`${at}.parts[${i}]`])} /><Field label={t("part when")} value={each.when} maxLength={400} onInput={(when) => set(i, { when })} />
        <button type="button" class="tool" aria-label={t("part drop", { n: i + 1 })} onClick={() => onChange({ parts: one.parts.filter((_, other) => other !== i) })}><Icon name="x" /></button></div>)}
      <Button kind="quiet" class="sm" icon="plus" onClick={() => onChange({ parts: [...one.parts, { sum: "", when: "" }] })}>{t("part add")}</Button>
    </div>
  );
}

function Row({ one, n, page, onChange, onDrop }: RowProps) {
  const at = `amounts[${n}]`, bad = lineBad.value, fault = (field: string) => faultAt(`${at}.${field}`, bad[`${at}.${field}`]), wrong = wrongAt(page.wrong, `${at}.rule`), id = useId();
  const whole = page.wrong.filter((each) => wrongAt([each], at).length && !/\.(pence|percent|hours|unit|parts|words|for_whom|rule|valid_from|valid_to)/.test(each.where));
  // Only as it opens: it must not fold away under whoever types.
  const [more] = useState(Boolean(one.for_whom || one.rule));
  return (
    <div class="amount-row" role="group" aria-labelledby={id}>
      <div class="head"><h3 id={id}>{t("amount n", { n: n + 1 })}</h3><button type="button" class="tool" aria-label={t("amount drop", { n: n + 1 })} onClick={onDrop}><Icon name="x" /></button></div>
      <div class="trio">
        <Pick label={t("how")} value={one.how} onChange={(how) => onChange({ how })} options={HOWS.map((how) => ({ value: how, label: t(`how ${how}`) }))} />
        {hasSum(one.how) && <Field label={t("sum")} value={one.sum} onInput={(sum) => onChange({ sum })} err={fault("pence")} />}
        {one.how === "percent" && <Field label={t("percent")} value={one.percent} inputMode="numeric" onInput={(percent) => onChange({ percent })} err={fault("percent")} />}
        {one.how === "hours" && <Field label={t("hours")} value={one.hours} inputMode="numeric" onInput={(hours) => onChange({ hours })} err={fault("hours")} />}
        {(hasSum(one.how) || one.how === "hours") && <Pick label={t("unit")} value={one.unit} onChange={(unit) => onChange({ unit })} options={UNITS.map((unit) => ({ value: unit, label: t(`unit ${unit}`) }))} />}
      </div>
      {hasSum(one.how) && one.unit === "parts" && <Parts one={one} at={at} onChange={onChange} />}
      {hasSum(one.how) && <Tick label={t("loan")} checked={one.loan} onChange={(loan) => onChange({ loan })} />}
      {whole.map((each) => <Fault key={each.what}>{each.what} {each.cure}</Fault>)}
      <details open={more || wrong.length > 0}><summary>{t("row more")}</summary><div class="stack">
        <Field label={t("for whom")} hint={t("for whom hint")} value={one.for_whom} maxLength={200} onInput={(for_whom) => onChange({ for_whom })} err={fault("for_whom")} />
        <RuleField label={t("row rule")} hint={t("row rule hint")} rule={one.rule} onInput={(rule) => onChange({ rule })} wrong={wrong} facts={page.facts} settled={!lineUnsaved.value} />
        <div class="pairs"><DayField label={t("from")} value={one.valid_from} onInput={(valid_from) => onChange({ valid_from })} err={fault("valid_from")} /><DayField label={t("to")} value={one.valid_to} onInput={(valid_to) => onChange({ valid_to })} err={fault("valid_to")} /></div>
        <Field label={t("words")} value={one.words} maxLength={400} onInput={(words) => onChange({ words })} err={fault("words")} /></div></details>
    </div>
  );
}

/** How much: England's amounts, or a table of our own, and the sum that several lines share. */
export function Amounts({ page }: { page: OfferLinePage }) {
  const typed = typedLine.value!, england = page.national?.amounts ?? [], pots = offer.value?.pots ?? [];
  // England's table is what most councils change a sum or two of.
  const first = (): AmountTyped[] => page.national_amounts.length ? page.national_amounts.map(amountTyped) : [NO_AMOUNT];
  const change = (n: number, part: Partial<AmountTyped>) => writeLine({ amounts: typed.amounts.map((one, i) => i === n ? { ...one, ...part } : one) });
  return (
    <Section id="amounts" title={t("how much")}>
      <div class="group pad">
        {page.national && <div class="england"><p class="small soft">{t("england")}</p>{england.length ? england.map((one, i) => <p key={i}>{[one.for_whom, amountWords(one), one.words].filter(Boolean).join(". ")}</p>) : <p class="soft">{t("amounts none")}</p>}</div>}
        <Tick label={t("amounts own")} checked={typed.own_amounts} onChange={(own_amounts) => writeLine({ own_amounts, amounts: own_amounts && !typed.amounts.length ? first() : typed.amounts })} />
        {typed.own_amounts && <>{typed.amounts.map((one, n) => <Row key={n} one={one} n={n} page={page} onChange={(part) => change(n, part)} onDrop={() => writeLine({ amounts: typed.amounts.filter((_, i) => i !== n) })} />)}
          <div><Button kind="second" class="sm" icon="plus" onClick={() => writeLine({ amounts: [...typed.amounts, NO_AMOUNT] })}>{t("amount add")}</Button></div></>}
        {pots.length > 0 && <div class="pairs"><LineSelect at="pot" label={t("pot")} options={[{ value: "", label: t("pot none") }, ...pots.map((pot) => ({ value: pot.id, label: t("pot one", { title: pot.title, sum: money(pot.pence) }) }))]} />{typed.pot && <LineField at="cap" label={t("cap")} />}</div>}
      </div>
    </Section>
  );
}
