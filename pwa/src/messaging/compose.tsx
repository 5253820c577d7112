import { useEffect, useRef, useState } from "preact/hooks";
import { stage } from "../shared/stage";
import { Fault, Icon } from "../shared/ui";
import { AddedRow, Quote, RecordingRow, useRecording } from "./added";
import type { Which } from "./api";
import { AttachSheet, LARGEST } from "./attach";
import { attach, draftOf, handing, keep, quote, type as typed } from "./draft";
import { shrink } from "../shared/photo";
import { say } from "./store";
import type { NoMic } from "./voice";
import { named, t } from "./words";

/** Letters a message may have. */
const MOST = 4_000;
type Trouble = "photo bad" | "pdf bad" | "pdf big" | "keep fault" | NoMic | "";

// With a real keyboard Enter sends; on glass it makes a new line, as everywhere on a phone.
const byKeyboard = (): boolean => matchMedia("(hover: hover) and (pointer: fine)").matches;

/** The box they write in. It grows with the words; nothing that arrives meanwhile touches it. */
export function Compose({ which, name }: { which: Which; name: string | undefined }) {
  const draft = draftOf(which), box = useRef<HTMLTextAreaElement>(null), [over, setOver] = useState(0), [trouble, setTrouble] = useState<Trouble>(""), [adding, setAdding] = useState(false), [busy, setBusy] = useState(false);
  const about = draft.about.value, file = draft.file.value;

  // The grey twin behind the box holds the same words, and so gives it its height.
  const grow = (): void => { const b = box.current; if (b) { b.parentElement!.dataset["words"] = b.value; setOver(Math.max(0, b.value.length - MOST)); } };
  useEffect(() => {
    let here = true;
    void draft.ready.then(() => { const b = box.current; if (here && b && !b.value && draft.words) { b.value = draft.words; grow(); } });
    return () => { here = false; };
  }, [which]);

  const input = (): void => { typed(which, box.current!.value); grow(); };
  const send = async (): Promise<void> => {
    const b = box.current!, words = b.value.trim();
    if ((!words && !file) || b.value.length > MOST) return b.focus();
    const had = b.value;
    b.value = draft.words = ""; draft.about.value = null; draft.file.value = null;
    grow(); setTrouble(""); b.focus();
    try { await handing(which, () => say(which, words, about, file)); } catch {
      if (!b.value) b.value = had;
      draft.about.value = about; draft.file.value = file; draft.words = b.value;
      grow(); setTrouble("keep fault");
      void keep(which);
    }
  };
  const key = (e: KeyboardEvent): void => {
    if (e.key === "Enter" && !e.isComposing && !e.shiftKey && (e.ctrlKey || e.metaKey || byKeyboard())) { e.preventDefault(); void send(); }
  };

  const take = async (kind: "photo" | "pdf", from: File): Promise<void> => {
    setAdding(false); setTrouble("");
    if (kind === "pdf") {
      const head = await from.slice(0, 5).text().catch(() => "");
      if (head !== "%PDF-") return setTrouble("pdf bad");
      if (from.size > LARGEST) return setTrouble("pdf big");
      return attach(which, { kind, name: from.name.replace(/\.pdf$/i, "").slice(0, 120), seconds: null, bytes: from.slice(0, from.size, "application/pdf") });
    }
    setBusy(true);
    try { await attach(which, { kind, name: "", seconds: null, bytes: await shrink(from) }); } catch { setTrouble("photo bad"); } finally { setBusy(false); }
  };
  // Locked meanwhile: nothing of it may come back into memory.
  const heard = (bytes: Blob, seconds: number): void => { if (stage.peek() === "open" || stage.peek() === "copy") void attach(which, { kind: "voice", name: "", seconds, bytes }); };
  const mic = useRecording(which, heard, setTrouble), speak = (): void => { setAdding(false); setTrouble(""); void mic.start(); };

  return (
    <>
      {about && <Quote words={about.words} off={() => quote(which, null)} />}
      {mic.on ? <RecordingRow of={mic} /> : file ? <AddedRow file={file} off={() => void attach(which, null)} /> : busy && <p class="small soft" role="status">{t("getting ready")}</p>}
      <p class="vh" role="status">{mic.on ? t("rec said") : ""}</p>
      {trouble && <Fault>{t(trouble)}</Fault>}
      {over > 0 && <Fault id="over">{t("over", { n: over })}</Fault>}
      <div class="in">
        <button type="button" class="tool" aria-label={t("add")} onClick={() => setAdding(true)}><Icon name="paperclip" /></button>
        <div class="grow-box"><textarea ref={box} rows={1} dir="auto" aria-label={named("message to", name)} placeholder={named("write to", name)} aria-invalid={over > 0 || undefined} aria-describedby={over > 0 ? "over" : undefined} onInput={input} onKeyDown={key} /></div>
        {/* The press must not take the focus from the box: the keyboard would go and the page would jump. */}
        <button type="button" class="btn" aria-label={t("send")} onPointerDown={(e) => e.preventDefault()} onClick={() => void send()}><Icon name="send" /></button>
      </div>
      {adding && <AttachSheet onPhoto={(f) => void take("photo", f)} onPdf={(f) => void take("pdf", f)} onVoice={speak} onClose={() => setAdding(false)} />}
    </>
  );
}
