import { useEffect, useRef, useState } from "preact/hooks";
import { time } from "../shared/intl";
import { newId } from "../shared/post";
import { stage } from "../shared/stage";
import { Fault, Icon } from "../shared/ui";
import { shrink } from "../shared/photo";
import { AddedRow, Quote, RecordingRow, useRecording } from "./added";
import { draftFor, keepDraft, send, type Attached, type Draft, type Open } from "./staff-thread-store";
import { isNight } from "./staff-when";
import { t } from "./staff-words";

/** The longest message in letters, and from where on the rest is counted. */
const LONGEST = 4_000, COUNTED = 3_600;
/** The largest file that is taken, in bytes. */
const LARGEST = 10_000_000;

/** A file that was chosen, ready to go; or why it cannot. */
async function taken(file: File): Promise<Attached | "too big" | "wrong kind" | "photo wrong"> {
  if (file.type === "application/pdf") return file.size > LARGEST ? "too big" : { id: newId(), kind: "pdf", name: file.name.slice(0, 120), seconds: null, bytes: file };
  if (!file.type.startsWith("image/")) return "wrong kind";
  const bytes = await shrink(file).catch(() => undefined);
  return bytes ? { id: newId(), kind: "photo", name: "", seconds: null, bytes } : "photo wrong";
}

type Props = { person: string; name: string; open: Open | null; onSent: (came: Promise<boolean>) => void; onLeave: () => void };

/** Where an answer is written. `onSent` gets what comes of it when Ctrl+Enter sent it; `onLeave` hears when Esc leaves the box. What is half written stays with its person. */
export function Reply({ person, name, open, onSent, onLeave }: Props) {
  const draft = draftFor(person), box = useRef<HTMLTextAreaElement>(null), picker = useRef<HTMLInputElement>(null), [wrong, setWrong] = useState("");
  const over = draft.words.length - LONGEST, ready = (draft.words.trim().length > 0 || draft.file !== undefined) && over <= 0;
  const keep = (change: Partial<Draft>) => keepDraft(person, { ...draftFor(person), ...change }), back = () => box.current?.focus();
  // Signed out meanwhile: nothing of it may come back into memory.
  const mic = useRecording(person, (bytes, seconds) => { if (stage.peek() !== "open") return; keep({ file: { id: newId(), kind: "voice", name: "", seconds, bytes } }); back(); }, (why) => setWrong(t(why)));
  useEffect(() => setWrong(""), [person]);
  // The box grows with its words, up to the height that its style allows.
  useEffect(() => { const e = box.current; if (e) { e.rows = 1; e.rows = Math.min(8, Math.max(1, Math.round((e.scrollHeight - 22) / 22))); } }, [draft.words, person]);
  const go = (): Promise<boolean> | undefined => ready ? send(person, draft) : undefined;
  const press = (e: KeyboardEvent) => {
    if (e.key === "Escape") { e.preventDefault(); onLeave(); }
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { e.preventDefault(); const came = go(); if (came) onSent(came); }
  };
  const pick = async (e: Event) => {
    const input = e.currentTarget as HTMLInputElement, file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const got = await taken(file);
    setWrong(typeof got === "string" ? t(got) : "");
    if (typeof got !== "string") keep({ file: got });
    back();
  };
  return (
    <form class="reply" onSubmit={(e) => { e.preventDefault(); if (go()) back(); }}>
      <p class="reads small soft">{open && <><span>{open.which === "nurse" ? t("who reads nurse", { name }) : t("who reads", { name })}</span><span>{t(open.told ? "told" : "not told", { name })}</span></>}{isNight() && <span class="night"><Icon name="moon" />{t("night", { time: time(new Date().toISOString()) })}</span>}</p>
      {draft.about && <Quote words={draft.about.words} offWords={t("about off")} off={() => { keep({ about: null }); back(); }} />}
      {mic.on ? <RecordingRow of={mic} /> : draft.file && <AddedRow file={draft.file} off={() => { keep({ file: undefined }); back(); }} />}
      <p class="vh" role="status">{mic.on ? t("recording") : ""}</p>
      {wrong && <Fault>{wrong}</Fault>}
      <div class="in">
        <input ref={picker} type="file" class="vh" tabIndex={-1} aria-hidden="true" accept="image/*,application/pdf" onChange={(e) => void pick(e)} />
        <button type="button" class="tool clip-btn" aria-label={t("attach")} onClick={() => picker.current?.click()}><Icon name="paperclip" /></button>
        <button type="button" class="tool clip-btn" aria-label={t("speak")} aria-disabled={mic.on ? true : undefined} onClick={() => { if (!mic.on) { setWrong(""); void mic.start(); } }}><Icon name="mic" /></button>
        <textarea ref={box} id="reply" rows={1} aria-label={t("write", { name })} placeholder={t("write", { name })} value={draft.words} onInput={(e) => keep({ words: e.currentTarget.value })} onKeyDown={press} aria-describedby={draft.words.length > COUNTED ? "reply-left" : undefined} />
        <button type="submit" class="btn round" aria-label={t("send")} aria-disabled={!ready || undefined}><Icon name="send" /></button>
      </div>
      {draft.words.length > COUNTED && <p id="reply-left" class={over > 0 ? "err" : "small soft"} role={over > 0 ? "status" : undefined}>{over > 0 ? t("over", { n: over }) : t("left", { n: -over })}</p>}
    </form>
  );
}
