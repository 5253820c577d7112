import type { InputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";
import { Fault } from "./marks";
import { t } from "./words";

type FieldProps = {
  label: string; value: string; onInput: (value: string) => void; hint?: string | undefined; err?: string | undefined; optional?: boolean; rows?: number; type?: "text" | "password" | "email"; inputMode?: "numeric" | "text" | "email" | "tel";
  autocomplete?: string; maxLength?: number; class?: string; hideLabel?: boolean; name?: string; spellcheck?: boolean;
};

/** A label, a text box (several lines when `rows` is given), its hint and its fault. */
export function Field({ label, value, onInput, hint, err, optional = false, rows, type = "text", inputMode, autocomplete = "off", maxLength, class: more = "", hideLabel = false, name, spellcheck }: FieldProps) {
  const id = useId(), described = [hint ? `${id}-h` : "", err ? `${id}-e` : ""].filter(Boolean).join(" ") || undefined;
  const shared = {
    id, value, name, maxLength, autocomplete, "aria-describedby": described, "aria-invalid": err ? true as const : undefined,
    onInput: (e: Event) => onInput((e.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class={`field ${more}`}>
      <label for={id} class={hideLabel ? "vh" : undefined}>{label}{optional && <span class="soft plain-weight"> {t("if you want")}</span>}</label>
      {hint && <p class="hint" id={`${id}-h`}>{hint}</p>}
      {rows ? <textarea rows={rows} {...shared} /> : <input {...{ type, inputMode, spellcheck, ...shared } as InputHTMLAttributes<HTMLInputElement>} />}
      {err && <Fault id={`${id}-e`}>{err}</Fault>}
    </div>
  );
}

export type DateParts = { d: string; m: string; y: string };

/** YYYY-MM-DD, or undefined when it is not a real day. */
export function isoDate({ d, m, y }: DateParts): string | undefined {
  if (!/^\d{1,2}$/.test(d.trim()) || !/^\d{1,2}$/.test(m.trim()) || !/^\d{4}$/.test(y.trim())) return undefined;
  const at = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)));
  return at.getUTCMonth() === Number(m) - 1 && at.getUTCDate() === Number(d) ? at.toISOString().slice(0, 10) : undefined;
}

/** Three boxes for a date that a person knows by heart. */
export function DateField({ legend, hint, value, onChange, err, birthday = false }: { legend: string; hint?: string; value: DateParts; onChange: (next: DateParts) => void; err?: string | undefined; birthday?: boolean }) {
  const id = useId(), described = [hint ? `${id}-h` : "", err ? `${id}-e` : ""].filter(Boolean).join(" ") || undefined;
  const box = (part: keyof DateParts, label: string, fill: string, size: number) => (
    <label class={part === "y" ? "y" : ""}>{label}
      <input inputMode="numeric" maxLength={size} value={value[part]} autocomplete={birthday ? fill : "off"} aria-invalid={err ? true : undefined} aria-describedby={described}
        onInput={(e) => onChange({ ...value, [part]: e.currentTarget.value })} />
    </label>
  );
  return (
    <fieldset class="field"><legend>{legend}</legend>
      {hint && <p class="hint" id={`${id}-h`}>{hint}</p>}
      <div class="date">{box("d", t("day"), "bday-day", 2)}{box("m", t("month"), "bday-month", 2)}{box("y", t("year"), "bday-year", 4)}</div>
      {err && <Fault id={`${id}-e`}>{err}</Fault>}
    </fieldset>
  );
}

export type Option<T extends string> = { value: T; label: string; sub?: string };

/** Answers of equal weight. None is chosen before the person chooses. */
export function Choices<T extends string>({ legend, hideLegend = false, options, value, onChange, err }: { legend: string; hideLegend?: boolean; options: Option<T>[]; value: T | undefined; onChange: (next: T) => void; err?: string | undefined }) {
  const name = useId();
  return (
    <fieldset class="group choices" aria-describedby={err ? `${name}-e` : undefined}>
      <legend class={hideLegend ? "vh" : undefined}>{legend}</legend>
      {options.map((o) => (
        <label class="choice" key={o.value}>
          <input type="radio" name={name} checked={value === o.value} onChange={() => onChange(o.value)} aria-invalid={err ? true : undefined} /><b>{o.label}</b>{o.sub && <span class="sub">{o.sub}</span>}
        </label>
      ))}
      {err && <div class="choice-err"><Fault id={`${name}-e`}>{err}</Fault></div>}
    </fieldset>
  );
}

/** One thing to tick. */
export function Tick({ label, sub, checked, onChange }: { label: string; sub?: string; checked: boolean; onChange: (next: boolean) => void }) {
  return (
    <label class="choice"><input type="checkbox" checked={checked} onChange={(e) => onChange(e.currentTarget.checked)} /><b>{label}</b>{sub && <span class="sub">{sub}</span>}</label>
  );
}
