import { signal } from "@preact/signals";
import type { Asking } from "../shared/asking";
import { askingWith } from "../shared/asking-with";
import { whenForgotten } from "../shared/forget";
import { NoSignal, Problem, http } from "../shared/http";
import { me } from "../shared/me";
import { newId } from "../shared/post";
import type { Added } from "./draft";
import { inbox, inboxChanged } from "./staff-inbox-store";
import { api, type Marks, type Message, type MessageFile, type StaffThread } from "./staff-api";

/** Something written here that the server does not have yet. The id stays the same however often it is tried. */
export type Unsent = { id: string; person: string; words: string; about: Asking | null; at: string; file: Attached | undefined; state: "sending" | "failed" | "refused" };
/** A file that was chosen or recorded here. `name` is its owner's, "" for a photo or voice note. */
export type Attached = Added & { id: string; kept?: boolean };
/** What is half written to one person. */
export type Draft = { words: string; about?: Asking | null; file?: Attached | undefined };
/** The open thread. `readTo`: how far it was read when it was opened, so that the new ones stay marked as new. */
export type Open = StaffThread & { readTo: number };

export const thread = signal<Open | null>(null);
export const threadFault = signal<unknown>(undefined);
export const unsent = signal<Unsent[]>([]);
/** What is half written, by person: it lives as long as the page, and no longer than the session. */
export const drafts = signal<Record<string, Draft>>({});

// Whose thread is wanted now: a slower answer about somebody else must not take its place.
let wanted = "";

whenForgotten(() => { wanted = ""; thread.value = null; threadFault.value = undefined; unsent.value = []; drafts.value = {}; });

/** Letters of a quote that are sent. */
const QUOTED = 400;

export const draftFor = (person: string): Draft => drafts.value[person] ?? { words: "" };
export function keepDraft(person: string, draft: Draft): void { drafts.value = { ...drafts.value, [person]: draft }; }

/** Both lists in the order of their numbers, each message once; the later word about one counts. */
export function merged(old: readonly Message[], fresh: readonly Message[]): Message[] {
  const known = new Map(old.map((one) => [one.id, one]));
  for (const one of fresh) known.set(one.id, one);
  return [...known.values()].sort((a, b) => a.seq - b.seq);
}

const further = (a: Marks, b: Marks): Marks => ({ delivered: Math.max(a.delivered, b.delivered), read: Math.max(a.read, b.read), reader: b.reader || a.reader });

function takeThread(got: StaffThread, keep: Open | null): void {
  const old = keep?.young_person === got.young_person ? keep : null;
  thread.value = { ...got, readTo: old?.readTo ?? got.read, more: old ? old.more : got.more, messages: merged(old?.messages ?? [], got.messages), marks: old ? further(old.marks, got.marks) : got.marks };
  const here = new Set(got.messages.map((one) => one.id));
  unsent.value = unsent.value.filter((one) => !here.has(one.id));
}

/** Opens a person's thread. Another person's is taken off the screen first. What of theirs they came to write about is quoted; what of another's is forgotten. */
export async function openThread(person: string): Promise<void> {
  wanted = person;
  if (askingWith.value?.person === person) keepDraft(person, { ...draftFor(person), about: askingWith.value.about });
  askingWith.value = null;
  if (thread.value?.young_person !== person) thread.value = null;
  threadFault.value = undefined;
  try {
    const got = await api.thread(person);
    if (wanted !== person) return;
    takeThread(got, null);
    await markRead();
  } catch (wrong) { if (wanted === person) threadFault.value = wrong; }
}

export function closeThread(): void { wanted = ""; thread.value = null; }

const known = (open: Open): number => open.messages.at(-1)?.seq ?? 0;

/** Reads what came since the last number known here: after a lost connection, and whenever numbers do not follow each other. */
export async function catchUp(): Promise<void> {
  const open = thread.value;
  if (!open) return;
  for (let now: Open = open; ;) {
    const got = await api.after(now.young_person, known(now));
    if (thread.value?.young_person !== got.young_person) return;
    takeThread(got, thread.value);
    now = thread.value;
    if (!got.messages.length || known(now) >= got.last_seq) break;
  }
  await markRead();
}

/** Reads the page before the oldest message known here. */
export async function readOlder(): Promise<void> {
  const open = thread.value, first = open?.messages[0];
  if (!open || !first) return;
  const got = await api.thread(open.young_person, first.seq);
  if (thread.value?.young_person === open.young_person) thread.value = { ...thread.value, messages: merged(got.messages, thread.value.messages), more: got.more };
}

/** Tells the server that this person has read as far as the thread goes. Only while the page is in sight: a thread behind another window is not read. */
export async function markRead(): Promise<void> {
  const open = thread.value;
  if (!open || document.visibilityState !== "visible" || open.read >= open.last_seq) return;
  await api.mark(open.young_person, open.last_seq, open.last_seq).catch(() => undefined);
  if (thread.value?.young_person === open.young_person) thread.value = { ...thread.value, read: Math.max(thread.value.read, open.last_seq) };
  const list = inbox.value;
  if (list) inbox.value = { ...list, rows: list.rows.map((row) => row.young_person === open.young_person ? { ...row, unread: 0 } : row) };
}

/** A message came by itself. Where the one before it is not known, the gap is read first. */
export function takeMessage(person: string, message: Message): void {
  const open = thread.value;
  if (!open || open.young_person !== person) return;
  if (message.seq > open.last_seq + 1) return void catchUp().catch(() => undefined);
  const last = message.seq === open.last_seq + 1 && message.by_owner ? { waiting_since: open.waiting_since ?? message.sent_at } : message.mine ? { waiting_since: null, reply_by: null } : {};
  thread.value = { ...open, ...last, last_seq: Math.max(open.last_seq, message.seq), messages: merged(open.messages, [message]) };
  unsent.value = unsent.value.filter((one) => one.id !== message.id);
  void markRead();
}

/** They got it, or read it. Marks only go forward. */
export function takeMarks(person: string, marks: Marks): void {
  const open = thread.value;
  if (open?.young_person === person) thread.value = { ...open, marks: further(open.marks, marks) };
}

const set = (id: string, change: Partial<Unsent>): void => { unsent.value = unsent.value.map((one) => one.id === id ? { ...one, ...change } : one); };

async function post(one: Unsent): Promise<boolean> {
  const { person, file } = one;
  try {
    const kept = file && !file.kept ? await http.upload<MessageFile>(`/api/messages/with/${encodeURIComponent(person)}/files/${file.id}?kind=${file.kind}`, file.bytes) : undefined;
    if (file && kept) { file.kept = true; }
    const sent = await api.send(person, { id: one.id, words: one.words, written_at: one.at, about: one.about, file: file ? { id: file.id, name: file.name } : null });
    const known: MessageFile | null = file ? kept ?? { id: file.id, kind: file.kind, type: file.bytes.type, name: file.name, size: file.bytes.size, width: null, height: null, seconds: file.seconds } : null;
    takeMessage(person, {
      id: one.id, seq: sent.seq, mine: true, by_owner: false, author: me.value?.given_name ?? "", words: one.words, about: one.about, file: known && { ...known, name: file!.name }, written_at: one.at, sent_at: sent.sent_at, filed: false,
    });
    unsent.value = unsent.value.filter((other) => other.id !== one.id);
    inboxChanged();
    return true;
  } catch (wrong) {
    // Refused for what it is: trying the same again would be refused again.
    const no = wrong instanceof Problem && wrong.status >= 400 && wrong.status < 500 && ![401, 408, 425, 429].includes(wrong.status);
    set(one.id, { state: no ? "refused" : "failed" });
    if (!(wrong instanceof NoSignal) && !(wrong instanceof Problem)) throw wrong;
    return false;
  }
}

/** Sends words, a file, or both. True when the server has it; else it stands under the thread as not sent. */
export async function send(person: string, draft: Draft): Promise<boolean> {
  const one: Unsent = { id: newId(), person, words: draft.words.trim(), about: draft.about ? { ...draft.about, words: draft.about.words.slice(0, QUOTED) } : null, at: new Date().toISOString(), file: draft.file, state: "sending" };
  unsent.value = [...unsent.value, one];
  keepDraft(person, { words: "" });
  return post(one);
}

/** Tries one again under its old id: if the server had it after all, it stays one message. */
export async function sendAgain(id: string): Promise<void> {
  const one = unsent.value.find((each) => each.id === id);
  if (!one || one.state === "sending") return;
  set(id, { state: "sending" });
  await post(one);
}

/** Takes one that did not go back into the box to write in. */
export function takeBack(id: string): void {
  const one = unsent.value.find((each) => each.id === id);
  if (!one) return;
  unsent.value = unsent.value.filter((each) => each.id !== id);
  const words = [one.words, draftFor(one.person).words].filter(Boolean).join("\n");
  const now = draftFor(one.person);
  keepDraft(one.person, { words, about: now.about ?? one.about, file: now.file ?? one.file });
}

/** Their last words need no answer: nobody waits any more. The server writes down who decided so. */
export async function nothingToAnswer(person: string): Promise<void> {
  await api.noReply(person);
  if (thread.value?.young_person === person) thread.value = { ...thread.value, waiting_since: null, reply_by: null };
  inboxChanged();
}
