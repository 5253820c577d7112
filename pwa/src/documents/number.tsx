import { useState } from "preact/hooks";
import { Problem } from "../shared/http";
import { plainDay } from "../shared/intl";
import { Button, Fault, Field, Icon, Note, Section, Sheet } from "../shared/ui";
import { fetchNumber, forgetNumber, keepNumber, type NiNumber } from "./api";
import { privateFault, useFresh, useShut, type Again } from "./private";
import { load } from "./store";
import { t } from "./words";

function Shown({ of, onShut, onChange }: { of: NiNumber; onShut: () => void; onChange: () => void }) {
  return (
    <>
      <div role="status"><p class="small soft">{t("ni is")}</p><p class="secret">{of.number}</p></div>
      <p class="small soft">{t("ni on", { day: plainDay(of.kept_on) })} {t("unlocked")}</p>
      <div class="btns"><Button kind="second" icon="lock" onClick={onShut}>{t("shut now")}</Button><Button kind="quiet" onClick={onChange}>{t("ni change")}</Button></div>
    </>
  );
}

function Typing({ typed, onInput, busy, wrong, onSave, onClose }: { typed: string; onInput: (next: string) => void; busy: boolean; wrong: string | undefined; onSave: () => void; onClose: () => void }) {
  return (
    <form class="stack" noValidate onSubmit={(e) => { e.preventDefault(); onSave(); }}>
      <Field label={t("ni field")} hint={t("ni hint")} value={typed} onInput={onInput} err={wrong} maxLength={20} spellcheck={false} />
      <div class="btns"><Button type="submit" kind="second" busy={busy}>{t("save")}</Button><Button kind="quiet" onClick={onClose}>{t("close")}</Button></div>
    </form>
  );
}

/** Their National Insurance number, if they wish to keep it here. Seen by nobody else, and only after an unlock of just now. */
export function NumberBox({ kept, again }: { kept: boolean; again: Again }) {
  const [shown, setShown] = useState<NiNumber | null>(null), [typed, setTyped] = useState<string | null>(null), [sure, askSure] = useState(false), [said, say] = useState(""), [empty, setEmpty] = useState(false);
  const { busy, fault, ask, pad } = useFresh(again), bad = fault instanceof Problem && fault.status === 400;
  useShut(shown !== null, () => setShown(null));
  const show = () => ask(async () => { setShown(await fetchNumber()); say(""); });
  const save = () => { setEmpty(!typed?.trim()); if (typed?.trim()) void ask(async () => { await keepNumber(typed); setTyped(null); setShown(null); say(t("ni saved")); await load(); }); };
  const away = () => { askSure(false); void ask(async () => { await forgetNumber(); setShown(null); say(t("ni gone")); await load(); }); };
  const form = typed !== null && <Typing typed={typed} onInput={setTyped} busy={busy} wrong={empty ? t("ni missing") : bad ? t("ni wrong") : undefined} onSave={save} onClose={() => { setTyped(null); setEmpty(false); }} />;
  const rest = (
    <>
      <p>{t(kept ? "ni kept" : "ni none")}</p>
      <div class="btns">{kept ? <><Button kind="second" icon="eye" busy={busy} onClick={show}>{t("ni show")}</Button><Button kind="quiet" onClick={() => askSure(true)}>{t("ni away")}</Button></> : <Button kind="second" icon="plus" onClick={() => { setTyped(""); say(""); }}>{t("ni put")}</Button>}</div>
    </>
  );
  return (
    <Section id="number" title={t("ni")} aside={<span class="small soft with-chip"><Icon name="lock" />{t("private")}</span>}>
      {said && <Note look="done" icon="check" live>{said}</Note>}
      <div class="group pad">
        {pad || form || (shown ? <Shown of={shown} onShut={() => setShown(null)} onChange={() => { setShown(null); setTyped(""); }} /> : rest)}
        {fault !== undefined && !bad && <Fault>{privateFault(fault)}</Fault>}
      </div>
      {sure && <Sheet title={t("ni sure")} lead={t("ni sure how")} onClose={() => askSure(false)} exit><div class="stack"><Button kind="second" wide onClick={() => askSure(false)}>{t("ni keep")}</Button><Button kind="danger" wide onClick={away}>{t("ni sure yes")}</Button></div></Sheet>}
    </Section>
  );
}
