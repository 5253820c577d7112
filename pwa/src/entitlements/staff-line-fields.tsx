import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Fault } from "../shared/ui";
import type { Wrong } from "./staff-api";
import { lineBad, linePage, typedLine, writeLine } from "./staff-line-store";
import { wrongAt, type LineTyped } from "./staff-line-typed";
import { t } from "./staff-line-words";
import { PlainHints } from "./staff-plain-hints";

type TextKey = { [K in keyof LineTyped]: LineTyped[K] extends string ? K : never }[keyof LineTyped];

/** What is wrong at a place: what was typed first, then what the server found. */
export function faultAt(at: string, own?: string): string | undefined {
  const found: Wrong | undefined = wrongAt(linePage.value?.wrong ?? [], at)[0];
  return own ?? (found ? `${found.what} ${found.cure}`.trim() : undefined);
}

type Props = { at: TextKey; label: string; hint?: ComponentChildren; rows?: number; longest?: number; type?: "text" | "date" | "url"; numeric?: boolean; toldBy?: string | undefined };

/** One field of the line. What is typed is kept at once and saved when typing rests. */
export function LineField({ at, label, hint, rows, longest = 400, type = "text", numeric = false, toldBy }: Props) {
  const id = useId(), typed = typedLine.value, err = faultAt(at, lineBad.value[at]);
  if (!typed) return null;
  const shared = {
    id, value: typed[at], maxLength: type === "date" ? undefined : longest, "aria-describedby": [toldBy, hint ? `${id}-h` : "", err ? `${id}-e` : ""].filter(Boolean).join(" ") || undefined, "aria-invalid": err ? true as const : undefined,
    onInput: (e: Event) => writeLine({ [at]: (e.currentTarget as HTMLInputElement).value } as Partial<LineTyped>),
  };
  return (
    <div class="field"><label for={id}>{label}</label>{hint && <div class="hint" id={`${id}-h`}>{hint}</div>}
      {rows ? <textarea rows={rows} {...shared} /> : <input type={type as "text"} inputMode={numeric ? "numeric" : undefined} autocomplete="off" {...shared} />}
      {err && <Fault id={`${id}-e`}>{err}</Fault>}</div>
  );
}

/** One of a list, as a field of the line. */
export function LineSelect({ at, label, hint, options }: { at: TextKey; label: string; hint?: string; options: readonly { value: string; label: string }[] }) {
  const id = useId(), typed = typedLine.value, err = faultAt(at, lineBad.value[at]);
  if (!typed) return null;
  return (
    <div class="field"><label for={id}>{label}</label>{hint && <p class="hint" id={`${id}-h`}>{hint}</p>}
      <select id={id} value={typed[at]} aria-invalid={err ? true : undefined} aria-describedby={[hint ? `${id}-h` : "", err ? `${id}-e` : ""].filter(Boolean).join(" ") || undefined} onChange={(e) => writeLine({ [at]: e.currentTarget.value } as Partial<LineTyped>)}>{options.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}</select>
      {err && <Fault id={`${id}-e`}>{err}</Fault>}</div>
  );
}

/** England's words on one side, ours on the other. A new right has no other side. */
export function Beside({ at, label, england, rows = 2, longest = 2000, hints = true }: { at: TextKey; label: string; england: string | readonly string[] | undefined; rows?: number; longest?: number; hints?: boolean }) {
  const id = useId(), said = typeof england === "string" ? (england ? [england] : []) : england ?? [];
  return (
    <div class={england === undefined ? "beside-one" : "beside-two"}>
      {england !== undefined && <div class="england" id={id}><p class="small soft">{t("england")}</p>{said.length ? said.map((one) => <p key={one}>{one}</p>) : <p class="soft">{t("england none")}</p>}</div>}
      <div class="stack"><LineField at={at} label={label} rows={rows} longest={longest} toldBy={england === undefined ? undefined : id} />{hints && <PlainHints words={typedLine.value?.[at] ?? ""} />}</div>
    </div>
  );
}
