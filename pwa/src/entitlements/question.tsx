import { useState } from "preact/hooks";
import { NoSignal } from "../shared/http";
import { mayKeep, waiting } from "../shared/post";
import { Button, Choices, DateField, Fault, Field, Note, Tick, isoDate, useBusy, type DateParts } from "../shared/ui";
import { sendAnswer } from "./api";
import { named, t } from "./words";

/** What a question needs to be answered, wherever it is asked. */
export type Asked = { fact: string; words: string; why: string; type: string; options: { value: string; words: string }[]; private: boolean };

const EMPTY: DateParts = { d: "", m: "", y: "" };
/** The values beside a fact's own: it has not happened, and they would rather not say. */
const NOT_YET = "not_yet", NOT_SAID = "not_said";
const partsOf = (iso: string): DateParts => { if (!/^\d{4}-/.test(iso)) return EMPTY; const [y = "", m = "", d = ""] = iso.split("-"); return { d: d.replace(/^0/, ""), m: m.replace(/^0/, ""), y }; };

/** One question, answered in place. The answer is their own statement: it changes no record of the council. A private one is theirs alone unless they say so. */
export function QuestionForm({ asked, adviser, value = "", shown = false, save, hideLegend = false, onSaved }: { asked: Asked; adviser: string | undefined; value?: string; shown?: boolean; save: string; hideLegend?: boolean; onSaved: (sent: boolean) => unknown }) {
  const [choice, choose] = useState<string | undefined>(value || undefined), [date, setDate] = useState(asked.type === "date" ? partsOf(value) : EMPTY), [number, setNumber] = useState(asked.type === "number" ? value : ""), [let_see, setLet] = useState(shown), [none, setNone] = useState(false);
  const { busy, fault, run } = useBusy(), dated = asked.type === "date", choices = !dated && asked.options.length > 0, notYet = dated && choice === NOT_YET;
  const said = choices ? choice : dated ? notYet ? NOT_YET : isoDate(date) : /^\d{1,7}$/.test(number.trim()) ? number.trim() : undefined;
  const err = none && !said ? t(choices ? "question none" : asked.type === "date" ? "question none date" : "question none number") : undefined;
  const tell = async (answer: string, see: boolean): Promise<void> => {
    let sent = false;
    if (await run(async () => { sent = await sendAnswer(asked.fact, answer, see, asked.private); })) await onSaved(sent);
  };
  const send = async (): Promise<void> => said ? tell(said, asked.private && let_see) : setNone(true);
  return (
    <form class="group question-card" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      {choices ? <Choices legend={asked.words} hideLegend={hideLegend} options={asked.options.map((o) => ({ value: o.value, label: o.words }))} value={choice} onChange={choose} err={err} />
        : <div class="pad">{dated ? <><DateField legend={asked.words} value={notYet ? EMPTY : date} onChange={(next) => { setDate(next); choose(undefined); }} err={err} /><Tick label={t("question not yet")} checked={notYet} onChange={(on) => choose(on ? NOT_YET : undefined)} /></> : <Field label={asked.words} inputMode="numeric" value={number} onInput={setNumber} err={err} />}</div>}
      <div class="question">
        {asked.private && <Tick label={named("show", adviser)} sub={t("private")} checked={let_see} onChange={setLet} />}
        {asked.why && <p class="hint">{asked.why}</p>}
        {fault !== undefined && <Fault>{t(asked.private && fault instanceof NoSignal ? "question private away" : "question fault")}</Fault>}
        <div class="btns"><Button kind="second" type="submit" busy={busy}>{save}</Button>{asked.private && value !== NOT_SAID && <Button kind="quiet" onClick={() => { void tell(NOT_SAID, false); }}>{t("question not said")}</Button>}</div>
      </div>
    </form>
  );
}

/** An answer has not reached the server yet: what hangs on it is not known. */
export const answerWaits = (): boolean => waiting.value.some((w) => w.refused === undefined && w.path.endsWith("/rights/mine/statements"));

/** What to say once it is answered, and again once it has gone. */
export function Saved() {
  const waits = answerWaits();
  return <Note look="done" icon={waits ? "clock" : "check"} live><p>{t(!waits ? "question sent" : mayKeep() ? "question waits" : "question waits here")}</p></Note>;
}
