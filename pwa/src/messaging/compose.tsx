import { useEffect, useRef, useState } from "preact/hooks";
import { stage } from "../shared/stage";
import { Button, Fault, Icon } from "../shared/ui";
import type { Which } from "./api";
import { AttachSheet, LARGEST } from "./attach";
import { attach, draftOf, handing, keep, quote, type as typed, type Added } from "./draft";
import { Voicenote } from "./file-view";
import { shrink } from "../shared/photo";
import { lengthWords, sizeWords } from "./states";
import { say } from "./store";
import { LONGEST, record, whyNot, type Recording } from "./voice";
import { named, t } from "./words";

/** Letters a message may have. */
const MOST = 4_000;
type Trouble = "photo bad" | "pdf bad" | "pdf big" | "keep fault" | "mic no" | "mic none" | "mic cannot" | "mic fault" | "";

// With a real keyboard Enter sends; on glass it makes a new line, as everywhere on a phone.
const byKeyboard = (): boolean => matchMedia("(hover: hover) and (pointer: fine)").matches;

function Thumb({ bytes }: { bytes: Blob }) {
  const [url, setUrl] = useState("");
  useEffect(() => { const made = URL.createObjectURL(bytes); setUrl(made); return () => URL.revokeObjectURL(made); }, [bytes]);
  return url ? <img class="thumb" src={url} alt="" /> : null;
}

/** What goes with the message: seen or heard before it is sent, and taken off again in one tap. */
function AddedRow({ file, off }: { file: Added; off: () => void }) {
  return (
    <div class="added">
      {file.kind === "photo" ? <><Thumb bytes={file.bytes} /><span class="small">{t("photo ready", { size: sizeWords(file.bytes.size) })}</span></>
        : file.kind === "pdf" ? <><Icon name="file-text" class="lead-i" /><span class="small added-name">{file.name}, {sizeWords(file.bytes.size)}</span></>
        : <Voicenote file={file} get={() => Promise.resolve(file.bytes)} />}
      <button type="button" class="tool" aria-label={t("file off")} onClick={off}><Icon name="x" /></button>
    </div>
  );
}

function RecordingRow({ seconds, control }: { seconds: number; control: Recording }) {
  return (
    <div class="added rec">
      <span class="rec-dot" aria-hidden="true" /><span class="small num">{t("rec on", { now: lengthWords(seconds), most: lengthWords(LONGEST) })}</span>
      <Button kind="second" icon="square" onClick={control.stop}>{t("rec stop")}</Button><Button kind="quiet" onClick={control.drop}>{t("rec off")}</Button>
    </div>
  );
}

/** The box they write in. It grows with the words; nothing that arrives meanwhile touches it. */
export function Compose({ which, name }: { which: Which; name: string | undefined }) {
  const draft = draftOf(which), box = useRef<HTMLTextAreaElement>(null), [over, setOver] = useState(0), [trouble, setTrouble] = useState<Trouble>(""), [adding, setAdding] = useState(false), [busy, setBusy] = useState(false);
  const [rec, setRec] = useState<Recording | null>(null), [seconds, setSeconds] = useState(0), running = useRef<Recording | null>(null);
  const about = draft.about.value, file = draft.file.value;

  // The grey twin behind the box holds the same words, and so gives it its height.
  const grow = (): void => { const b = box.current; if (b) { b.parentElement!.dataset["words"] = b.value; setOver(Math.max(0, b.value.length - MOST)); } };
  useEffect(() => {
    let here = true;
    void draft.ready.then(() => { const b = box.current; if (here && b && !b.value && draft.words) { b.value = draft.words; grow(); } });
    return () => { here = false; running.current?.stop(); };
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
  const speak = async (): Promise<void> => {
    setAdding(false); setTrouble(""); setSeconds(0);
    const over = (): void => { running.current = null; setRec(null); };
    try {
      const control = await record(setSeconds, (bytes, length) => {
        over();
        // Locked meanwhile: nothing of it may come back into memory.
        if (stage.peek() === "open" || stage.peek() === "copy") void attach(which, { kind: "voice", name: "", seconds: length, bytes });
      });
      const shown = { stop: control.stop, drop: () => { control.drop(); over(); } };
      running.current = shown;
      setRec(shown);
    } catch (wrong) { setTrouble(whyNot(wrong)); }
  };

  return (
    <>
      {about && <div class="added quote"><Icon name="route" /><span class="small">{t("about", { words: about.words })}</span><button type="button" class="tool" aria-label={t("about off")} onClick={() => quote(which, null)}><Icon name="x" /></button></div>}
      {rec ? <RecordingRow seconds={seconds} control={rec} /> : file ? <AddedRow file={file} off={() => void attach(which, null)} /> : busy && <p class="small soft" role="status">{t("getting ready")}</p>}
      <p class="vh" role="status">{rec ? t("rec said") : ""}</p>
      {trouble && <Fault>{t(trouble)}</Fault>}
      {over > 0 && <Fault id="over">{t("over", { n: over })}</Fault>}
      <div class="in">
        <button type="button" class="tool" aria-label={t("add")} onClick={() => setAdding(true)}><Icon name="paperclip" /></button>
        <div class="grow-box"><textarea ref={box} rows={1} dir="auto" aria-label={named("message to", name)} placeholder={named("write to", name)} aria-invalid={over > 0 || undefined} aria-describedby={over > 0 ? "over" : undefined} onInput={input} onKeyDown={key} /></div>
        {/* The press must not take the focus from the box: the keyboard would go and the page would jump. */}
        <button type="button" class="btn" aria-label={t("send")} onPointerDown={(e) => e.preventDefault()} onClick={() => void send()}><Icon name="send" /></button>
      </div>
      {adding && <AttachSheet onPhoto={(f) => void take("photo", f)} onPdf={(f) => void take("pdf", f)} onVoice={() => void speak()} onClose={() => setAdding(false)} />}
    </>
  );
}
