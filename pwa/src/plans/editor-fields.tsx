import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Fault } from "../shared/ui";
import { typed, write } from "./editor-store";

type Props = { label: string; at: string; saved: string; hint?: ComponentChildren; err?: string | undefined; rows?: number; type?: "text" | "date"; longest?: number; placeholder?: string; disabled?: boolean; focus?: boolean };

/** What stands in a field: what was typed last, else what is saved. */
export const valueOf = (at: string, saved: string): string => typed.value[at] ?? saved;

/** A field of the draft. What is typed is kept at once and saved when typing rests. */
export function DraftField({ label, at, saved, hint, err, rows, type = "text", longest = 400, placeholder, focus = false }: Props) {
  const id = useId(), box = useRef<HTMLTextAreaElement & HTMLInputElement>(null), value = valueOf(at, saved);
  useEffect(() => { if (focus) box.current?.focus(); }, [focus]);
  const shared = {
    id, value, ref: box, placeholder, maxLength: longest, "aria-describedby": [hint ? `${id}-h` : "", err ? `${id}-e` : ""].filter(Boolean).join(" ") || undefined, "aria-invalid": err ? true as const : undefined,
    onInput: (e: Event) => write(at, (e.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class="field"><label for={id}>{label}</label>
      {rows ? <textarea rows={rows} {...shared} /> : <input type={type as "text"} autocomplete="off" {...shared} />}
      {hint && <div class="hint" id={`${id}-h`}>{hint}</div>}
      {err && <Fault id={`${id}-e`}>{err}</Fault>}
    </div>
  );
}

/** The same as a list to choose from. */
export function DraftSelect({ label, at, saved, options }: { label: string; at: string; saved: string; options: { value: string; label: string }[] }) {
  const id = useId();
  return (
    <div class="field"><label for={id}>{label}</label>
      <select id={id} value={valueOf(at, saved)} onChange={(e) => write(at, e.currentTarget.value)}>{options.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}</select>
    </div>
  );
}
