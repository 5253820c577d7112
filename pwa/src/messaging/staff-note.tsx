import { useEffect, useRef, useState } from "preact/hooks";
import { NoSignal } from "../shared/http";
import { today } from "../shared/intl";
import { save } from "../shared/save";
import { Button, Fault, Sheet, useBusy } from "../shared/ui";
import type { CaseNote } from "./staff-api";
import { choosing, closeNote, makeNote, MOST, stopChoosing } from "./staff-note-store";
import type { Open } from "./staff-thread-store";
import { t } from "./staff-words";

/** In place of the box to write in while a note's messages are chosen: one press makes the note. */
export function NoteBar({ of: open }: { of: Open }) {
  const { busy, fault, run } = useBusy(), box = useRef<HTMLDivElement>(null), chosen = choosing.value?.chosen.size ?? 0;
  const pick = (ids: string[]) => { if (choosing.value) choosing.value = { ...choosing.value, chosen: new Set(ids) }; };
  useEffect(() => { box.current?.querySelector("button")?.focus(); }, []);
  return (
    <div class="reply note-bar" ref={box}>
      <div class="btns"><Button icon="file-text" busy={busy} disabled={!chosen} onClick={() => run(makeNote)}>{chosen ? t("note make", { n: chosen }) : t("note none")}</Button>
        <Button kind="second" class="sm" onClick={() => pick(open.messages.slice(-MOST).map((one) => one.id))}>{t("note all")}</Button><Button kind="second" class="sm" onClick={() => pick([])}>{t("note no one")}</Button>
        <Button kind="quiet" onClick={stopChoosing}>{t("cancel")}</Button></div>
      {fault ? <Fault>{fault instanceof NoSignal ? t("no signal") : t("failed all")}</Fault> : null}
    </div>
  );
}

/** The note that was made: its text to paste, and the same as a file. */
export function NoteSheet({ note }: { note: CaseNote }) {
  const [said, say] = useState(""), text = useRef<HTMLTextAreaElement>(null);
  const copy = () => {
    const all = text.current;
    all?.select();
    return (navigator.clipboard ? navigator.clipboard.writeText(note.text) : Promise.reject(new Error("no clipboard"))).then(() => say(t("copied")), () => say(t("copy hand")));
  };
  // The mark in front tells a spreadsheet that the letters are UTF-8.
  const keep = () => { save(new Blob([note.csv.startsWith("\ufeff") ? "" : "\ufeff", note.csv], { type: "text/csv" }), t("csv file", { date: today() })); say(t("csv done")); };
  return (
    <Sheet title={t("note done")} lead={t("note how")} onClose={closeNote}>
      <div class="field"><label for="note-text" class="vh">{t("note text")}</label><textarea id="note-text" class="note-text" rows={12} readOnly ref={text} value={note.text} /></div>
      <div class="btns"><Button onClick={copy}>{t("copy")}</Button><Button kind="second" icon="download" onClick={keep}>{t("csv")}</Button><Button kind="quiet" onClick={closeNote}>{t("close")}</Button></div>
      <p role="status">{said}</p>
    </Sheet>
  );
}
