import type { Fact } from "./staff-api";
import { DayField, Pick } from "./staff-day";
import { t } from "./staff-rights-words";
import { Field } from "../shared/ui";

/** The answer to a fact: one of its options, a day or a number. */
export function FactValue({ fact, label, value, onInput, err }: { fact: Fact; label: string; value: string; onInput: (next: string) => void; err?: string | undefined }) {
  if (fact.type === "date") return <DayField label={label} value={value} onInput={onInput} err={err} />;
  if (fact.type === "number") return <Field label={label} value={value} inputMode="numeric" onInput={onInput} err={err} />;
  return <Pick label={label} value={value} onChange={onInput} err={err} options={[{ value: "", label: t("if answer") }, ...fact.options.map((one) => ({ value: one.value, label: one.words }))]} />;
}
