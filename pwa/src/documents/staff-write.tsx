import { useState } from "preact/hooks";
import { plainDay, today } from "../shared/intl";
import { newId } from "../shared/post";
import { Button, Fault, Field, Sheet, useBusy } from "../shared/ui";
import { DayField, Pick } from "../shared/ui/day";
import type { Paper, StaffPapers } from "./staff-api";
import { missing, writtenOf, type Typed } from "./staff-grouping";
import { says } from "./staff-says";
import { writePaper } from "./staff-store";
import { statusWords, t } from "./staff-words";

const STATUSES: Paper["status"][] = ["not_started", "applied", "waiting", "held_by_me", "held_by_someone_else", "lost", "not_needed"];

/** What was said about a paper, newest first: theirs as theirs. */
function Story({ paper: one, name }: { paper: Paper; name: string }) {
  return (
    <section aria-labelledby="paper-story"><h3 id="paper-story">{t("story")}</h3>
      {one.said.length ? <ol class="group story">{one.said.map((entry, i) => <li key={i} class={entry.by ? "" : "own"}><b>{t("story they", { name: entry.by || name, what: statusWords(entry.status) })}</b>{entry.words && <span>“{entry.words}”</span>}<span class="sub">{plainDay(entry.on)}</span></li>)}</ol> : <p>{t("story none")}</p>}
    </section>
  );
}

function typedFrom(one: Paper, expires: string | null): Typed {
  return { status: "", words: "", where: one.where, who: "", name: "", what: "", by: "", expires: one.kind === "immigration" ? expires ?? "" : "" };
}

function Step({ typed, set, tried, lacks, name }: { typed: Typed; set: (more: Partial<Typed>) => void; tried: boolean; lacks: ReturnType<typeof missing>; name: string }) {
  const err = (is: unknown, words: string): string | undefined => tried && is ? words : undefined;
  return (
    <fieldset class="stack step-fields"><legend>{t("step legend")}</legend><p class="small soft">{t("step hint")}</p>
      <Pick label={t("step who")} value={typed.who} onChange={(who) => set({ who })} options={[{ value: "", label: t("step nobody") }, { value: "young_person", label: name }, { value: "adviser", label: t("who adviser") }, { value: "someone_else", label: t("who other") }]} />
      {typed.who === "someone_else" && <Field label={t("step name")} value={typed.name} onInput={(next) => set({ name: next })} maxLength={80} err={err(lacks.name, t("name missing"))} />}
      {typed.who && <Field label={t("step what")} value={typed.what} onInput={(what) => set({ what })} maxLength={400} err={err(lacks.what, t("what missing"))} />}
      {typed.who && <DayField label={t("step by")} value={typed.by} onInput={(by) => set({ by })} least={today()} err={err(lacks.by, t(lacks.by === "past" ? "by past" : "by missing"))} />}
    </fieldset>
  );
}

/** Everything about one paper, and for those who write: how it stands and who does what next. */
export function PaperSheet({ paper: one, of, may, onClose, onDone }: { paper: Paper; of: StaffPapers; may: boolean; onClose: () => void; onDone: (words: string) => void }) {
  const [id] = useState(newId), [typed, setTyped] = useState(() => typedFrom(one, of.immigration_expires_on)), [tried, setTried] = useState(false), { busy, fault, run } = useBusy(), name = of.known_as;
  const set = (more: Partial<Typed>) => setTyped({ ...typed, ...more }), lacks = missing(typed, today());
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!Object.keys(lacks).length) void run(() => writePaper(of.young_person, one.kind, writtenOf(id, typed))).then((ok) => { if (ok) { onClose(); onDone(t("kept", { name })); } });
  };
  return (
    <Sheet title={one.title} lead={one.about} onClose={onClose}><div class="stack paper-sheet">
      {may && <form class="stack" onSubmit={submit} noValidate>
        <Pick label={t("status")} hint={t("status hint", { name })} value={typed.status} onChange={(status) => set({ status })} options={[{ value: "", label: t("pick") }, ...STATUSES.map((value) => ({ value, label: statusWords(value) }))]} err={tried && lacks.status ? t("pick missing") : undefined} />
        <Field label={t("words")} hint={t("words hint", { name })} value={typed.words} onInput={(words) => set({ words })} rows={2} maxLength={400} optional={typed.status !== "not_needed"} err={tried && lacks.words ? t("words missing") : undefined} />
        <Field label={t("where")} hint={t("where hint")} value={typed.where} onInput={(where) => set({ where })} maxLength={200} optional />
        {one.kind === "immigration" && <DayField label={t("expires")} hint={t("expires hint", { name })} value={typed.expires} onInput={(expires) => set({ expires })} />}
        <Step typed={typed} set={set} tried={tried} lacks={lacks} name={name} />
        {fault ? <Fault>{says(fault)}</Fault> : null}
        <div class="btns"><Button type="submit" busy={busy}>{t("keep")}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form>}
      {!may && one.where && <p>{t("where in", { where: one.where })}</p>}
      <Story paper={one} name={name} />
      <section aria-labelledby="paper-how"><h3 id="paper-how">{t("how")}</h3><ol class="steps">{one.how.map((step) => <li key={step}><span>{step}</span></li>)}</ol></section>
      {!may && <div class="btns"><Button kind="second" onClick={onClose}>{t("close")}</Button></div>}
    </div></Sheet>
  );
}
