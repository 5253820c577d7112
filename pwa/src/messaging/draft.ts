import { signal, type Signal } from "@preact/signals";
import type { Asking } from "../shared/asking";
import { whenForgotten } from "../shared/forget";
import { dropDraft, dropDraftFile, keepDraft, keepDraftFile, readDraft, readDraftFile } from "../shared/keep/drafts";
import { mayKeep } from "../shared/post";
import type { FileKind, Which } from "./api";

/** A file that is ready to go with the next message. `seconds` of a voice note. */
export type Added = { kind: FileKind; name: string; seconds: number | null; bytes: Blob };
type KeptFile = Omit<Added, "bytes"> & { type: string };
type Kept = { words: string; about: Asking | null; file: KeptFile | null };

/** What they are writing in one thread. The words are no signal: nothing may redraw the box they are typed in. */
export type Draft = { words: string; about: Signal<Asking | null>; file: Signal<Added | null>; ready: Promise<void> };

const drafts = new Map<Which, Draft>();
whenForgotten(() => drafts.clear());

/** The draft of a thread, from memory or from what this phone kept of it. What is typed before that is read stays. */
export function draftOf(which: Which): Draft {
  const known = drafts.get(which);
  if (known) return known;
  const draft: Draft = { words: "", about: signal<Asking | null>(null), file: signal<Added | null>(null), ready: Promise.resolve() };
  drafts.set(which, draft);
  if (mayKeep()) draft.ready = fill(which, draft).catch(() => undefined);
  return draft;
}

async function fill(which: Which, draft: Draft): Promise<void> {
  const kept = await readDraft<Kept>(which);
  if (!kept) return;
  const bytes = kept.file ? await readDraftFile(which, kept.file.type) : undefined;
  if (!draft.words) draft.words = kept.words;
  draft.about.value ??= kept.about;
  if (kept.file && bytes) draft.file.value ??= { kind: kept.file.kind, name: kept.file.name, seconds: kept.file.seconds, bytes };
}

// One write at a time for each thread, and after it the newest: keys come faster than a cheap phone writes.
const writing = new Map<Which, Promise<void>>(), stale = new Set<Which>(), held = new Set<Which>();

/** Keeps the draft as it is now, where this phone may. Done when it is kept. */
export function keep(which: Which): Promise<void> {
  if (!mayKeep()) return Promise.resolve();
  stale.add(which);
  const now = writing.get(which);
  if (now) return now;
  const done = (async () => {
    try { while (stale.delete(which)) await write(which); } catch { /* a full or shut storage: the words are still in memory */ } finally { writing.delete(which); }
  })();
  writing.set(which, done);
  return done;
}

async function write(which: Which): Promise<void> {
  const draft = drafts.get(which);
  if (!draft || held.has(which)) return;
  const words = draft.words, about = draft.about.value, file = draft.file.value;
  if (!words && !about && !file) return dropDraft(which);
  await keepDraft(which, { words, about, file: file && { kind: file.kind, name: file.name, seconds: file.seconds, type: file.bytes.type } } satisfies Kept);
}

/** Nothing is written to the kept draft while `take` puts a message in its place; afterwards what is being written is kept again. */
export async function handing(which: Which, take: () => Promise<void>): Promise<void> {
  held.add(which);
  try { await writing.get(which); await take(); } finally { held.delete(which); void keep(which); }
}

/** The words are these now. */
export function type(which: Which, words: string): void { draftOf(which).words = words; void keep(which); }

/** The draft quotes this now, or nothing. */
export function quote(which: Which, about: Asking | null): void { draftOf(which).about.value = about; void keep(which); }

/** The draft carries this file now, or none. */
export async function attach(which: Which, file: Added | null): Promise<void> {
  draftOf(which).file.value = file;
  if (!mayKeep()) return;
  await (file ? keepDraftFile(which, file.bytes) : dropDraftFile(which)).catch(() => undefined);
  await keep(which);
}

/** Nothing is being written here any more. */
export function clear(which: Which): Promise<void> {
  const draft = draftOf(which);
  draft.words = "";
  draft.about.value = null;
  draft.file.value = null;
  return keep(which);
}
