import { useId } from "preact/hooks";
import { Fault } from "./marks";

/** A day to choose on a calendar; `least` and `most` are the first and the last that may be. */
export function DayField({ label, hint, value, onInput, err, least, most }: { label: string; hint?: string; value: string; onInput: (next: string) => void; err?: string | undefined; least?: string; most?: string }) {
  const id = useId(), described = [hint ? `${id}-h` : "", err ? `${id}-e` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div class="field"><label for={id}>{label}</label>{hint && <p class="hint" id={`${id}-h`}>{hint}</p>}
      <input id={id} type="date" min={least} max={most} value={value} onInput={(e) => onInput(e.currentTarget.value)} aria-invalid={err ? true : undefined} aria-describedby={described} />
      {err && <Fault id={`${id}-e`}>{err}</Fault>}</div>
  );
}

/** One of a list. */
export function Pick<T extends string>({ label, hint, value, onChange, options, err }: { label: string; hint?: string; value: T | ""; onChange: (next: T) => void; options: readonly { value: T | ""; label: string }[]; err?: string | undefined }) {
  const id = useId(), described = [hint ? `${id}-h` : "", err ? `${id}-e` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div class="field"><label for={id}>{label}</label>{hint && <p class="hint" id={`${id}-h`}>{hint}</p>}
      <select id={id} value={value} onChange={(e) => onChange(e.currentTarget.value as T)} aria-invalid={err ? true : undefined} aria-describedby={described}>{options.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}</select>
      {err && <Fault id={`${id}-e`}>{err}</Fault>}</div>
  );
}
