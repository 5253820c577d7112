import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { time } from "../shared/intl";
import { newId } from "../shared/post";
import { Fault, Icon } from "../shared/ui";
import { shrink } from "../shared/photo";
import { sizeWords } from "./staff-file";
import { draftFor, keepDraft, send, type Attached, type Open } from "./staff-thread-store";
import { isNight } from "./staff-when";
import { t } from "./staff-words";

/** The longest message in letters, and from where on the rest is counted. */
const LONGEST = 4_000, COUNTED = 3_600;
/** The largest file that is taken, in bytes. */
const LARGEST = 10_000_000;

/** A file that was chosen, ready to go; or why it cannot. */
async function taken(file: File): Promise<Attached | "too big" | "wrong kind" | "photo wrong"> {
  if (file.type === "application/pdf") return file.size > LARGEST ? "too big" : { id: newId(), kind: "pdf", name: file.name.slice(0, 120), bytes: file };
  if (!file.type.startsWith("image/")) return "wrong kind";
  const bytes = await shrink(file).catch(() => undefined);
  return bytes ? { id: newId(), kind: "photo", name: "", bytes } : "photo wrong";
}

function Chosen({ file, onDrop }: { file: Attached; onDrop: () => void }) {
  const name = file.name || t("photo");
  return <p class="chosen"><Icon name="file-text" /><span><b>{name}</b> <span class="soft">{sizeWords(file.bytes.size)}</span></span><button type="button" class="tool" aria-label={t("drop file", { file: name })} onClick={onDrop}><Icon name="x" /></button></p>;
}

/** Where an answer is written. `onSent` gets what comes of it when Ctrl+Enter sent it; `onLeave` hears when Esc leaves the box. What is half written stays with its person. */
export function Reply({ of: open, onSent, onLeave, children }: { of: Open; onSent: (came: Promise<boolean>) => void; onLeave: () => void; children?: ComponentChildren }) {
  const { young_person: person, known_as: name } = open, draft = draftFor(person), box = useRef<HTMLTextAreaElement>(null), picker = useRef<HTMLInputElement>(null), [wrong, setWrong] = useState("");
  const over = draft.words.length - LONGEST, ready = (draft.words.trim().length > 0 || draft.file !== undefined) && over <= 0;
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
    if (typeof got !== "string") keepDraft(person, { ...draftFor(person), file: got });
    box.current?.focus();
  };
  return (
    <form class="reply" onSubmit={(e) => { e.preventDefault(); if (go()) box.current?.focus(); }}>
      {children}
      <p class="reads small soft"><span>{open.which === "nurse" ? t("who reads nurse", { name }) : t("who reads", { name })}</span><span>{t(open.told ? "told" : "not told", { name })}</span>{isNight() && <span class="night"><Icon name="moon" />{t("night", { time: time(new Date().toISOString()) })}</span>}</p>
      {draft.file && <Chosen file={draft.file} onDrop={() => { keepDraft(person, { words: draft.words }); box.current?.focus(); }} />}
      {wrong && <Fault>{wrong}</Fault>}
      <div class="in">
        <input ref={picker} type="file" class="vh" tabIndex={-1} aria-hidden="true" accept="image/*,application/pdf" onChange={(e) => void pick(e)} />
        <button type="button" class="tool clip-btn" aria-label={t("attach")} onClick={() => picker.current?.click()}><Icon name="paperclip" /></button>
        <textarea ref={box} id="reply" rows={1} aria-label={t("write", { name })} placeholder={t("write", { name })} value={draft.words} onInput={(e) => keepDraft(person, { ...draftFor(person), words: e.currentTarget.value })} onKeyDown={press} aria-describedby={draft.words.length > COUNTED ? "reply-left" : undefined} />
        <button type="submit" class="btn round" aria-label={t("send")} aria-disabled={!ready || undefined}><Icon name="send" /></button>
      </div>
      {draft.words.length > COUNTED && <p id="reply-left" class={over > 0 ? "err" : "small soft"} role={over > 0 ? "status" : undefined}>{over > 0 ? t("over", { n: over }) : t("left", { n: -over })}</p>}
    </form>
  );
}
