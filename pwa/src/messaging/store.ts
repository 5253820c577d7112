import { effect, signal } from "@preact/signals";
import type { Asking } from "../shared/asking";
import { whenForgotten } from "../shared/forget";
import { NoSignal } from "../shared/http";
import type { FileAbout, Unsent } from "../shared/keep/outbox";
import { handOver, newId, postOrWait, unreached, waiting, whenSent } from "../shared/post";
import { offline, stage } from "../shared/stage";
import { fetchThread, filePath, pathOf, threadOf, toldPath, type Message, type NewMessage, type Sent, type Which } from "./api";
import type { Added } from "./draft";
import { holdBytes } from "./files";
import { gotHere, hear } from "./live";
import { at, cardOf, cards, takeCard } from "./near";
import { lastOf, linesOf, merged, type Line } from "./states";

type View = { messages: Message[]; more: boolean };

const views = signal<Partial<Record<Which, View>>>({});
/** What the worker sent, until the server has said its number. */
const gone = signal<Unsent[]>([]);

export const faults = signal<Partial<Record<Which, unknown>>>({});

whenForgotten(() => { views.value = {}; gone.value = []; faults.value = {}; });

export const viewOf = (which: Which): View | undefined => views.value[which];

function put(which: Which, page: Message[], more?: boolean): void {
  const had = views.value[which], { all, whole } = merged(had?.messages ?? [], page), older = had && whole && had.messages[0] && page[0] && had.messages[0].seq < page[0].seq;
  views.value = { ...views.value, [which]: { messages: all, more: older || more === undefined ? had?.more ?? false : more } };
}

/** Gets the newest messages of a thread. Without signal what is shown stays. */
export async function load(which: Which): Promise<void> {
  if (stage.value !== "open") return;
  const before = gone.value;
  try {
    const { card, messages, more } = await fetchThread(which);
    // Locked while the answer was on its way: it must not come back into memory.
    if (stage.peek() !== "open") return;
    put(which, messages, more);
    takeCard(card);
    at.set(which, Math.max(at.get(which)!, lastOf(messages)?.seq ?? 0));
    if (card.unread > 0) gotHere(which);
    gone.value = gone.value.filter((w) => !before.includes(w));
    faults.value = { ...faults.value, [which]: undefined };
  } catch (wrong) {
    if (wrong instanceof NoSignal) offline.value = true;
    faults.value = { ...faults.value, [which]: wrong };
  }
}

/** Gets the messages before those that are shown. Throws when it cannot. */
export async function loadOlder(which: Which): Promise<void> {
  const first = viewOf(which)?.messages[0];
  if (!first) return;
  const { messages, more } = await fetchThread(which, first.seq);
  if (stage.peek() === "open") put(which, messages, more);
}

/** All that the thread shows now. */
export function lines(which: Which): Line[] {
  const mine = (w: Unsent): boolean => threadOf(w.path) === which;
  return linesOf(viewOf(which)?.messages ?? [], [...gone.value, ...waiting.value].filter(mine), cardOf(which)?.marks ?? { delivered: 0, read: 0, reader: "" }, !offline.value && !unreached.value && stage.value === "open");
}

/** Says it. Done when this phone keeps it, in place of the draft; from then on it goes by itself, once. */
export async function say(which: Which, words: string, about: Asking | null, added: Added | null): Promise<void> {
  const id = newId(), fileId = newId();
  if (added) holdBytes(fileId, added.bytes);
  const quoted = about && { ...about, words: about.words.slice(0, 400) };
  const file: FileAbout | undefined = added ? { path: filePath(which, fileId, added.kind), type: added.bytes.type, name: added.name, size: added.bytes.size, seconds: added.seconds } : undefined;
  const body: NewMessage = { id, words, written_at: new Date().toISOString(), about: quoted, file: added && { id: fileId, name: added.name } };
  await handOver(pathOf(which), body, id, file, added?.bytes, which);
}

/** They saw who can read it. Waits for signal when there is none. */
export async function tellTold(which: Which): Promise<void> {
  if (cards.value) cards.value = cards.value.map((c) => c.which === which ? { ...c, told: true } : c);
  await postOrWait(toldPath(which), {}, `told-${which}`).catch(() => undefined);
}

// Only what comes next may be added by itself; what does not is asked for with all before it.
const isNext = (view: View, seq: number): boolean => seq <= (lastOf(view.messages)?.seq ?? 0) + 1;

hear((which, message) => {
  const view = views.value[which];
  if (view && isNext(view, message.seq)) put(which, [message]);
});

// What a card knows of and the page lacks: a stream that did not open, an answer that came late. Asked for once, and again after a fault.
let chased: Partial<Record<Which, number>> = {};
whenForgotten(() => { chased = {}; });
effect(() => {
  for (const { which, last_seq } of cards.value ?? []) {
    const view = views.value[which];
    if (!view || stage.peek() !== "open" || last_seq <= (lastOf(view.messages)?.seq ?? 0) || chased[which] === last_seq) continue;
    chased[which] = last_seq;
    void load(which).then(() => { if (faults.peek()[which] !== undefined) delete chased[which]; });
  }
});

// This page sent it and knows its number: it stands as sent before the stream brings it.
whenSent((w, answer) => {
  const which = threadOf(w.path), view = which && views.value[which], sent = answer as Sent | undefined;
  if (!which || !view || !sent?.seq || view.messages.some((m) => m.id === w.id)) return;
  if (!isNext(view, sent.seq)) { gone.value = [...gone.value, w]; void load(which); return; }
  const { words, about, written_at, file } = w.body as { words: string; about: Message["about"]; written_at: string; file: { id: string; name: string } | null };
  const kind = /kind=(\w+)/.exec(w.file?.path ?? "")?.[1] as Added["kind"];
  put(which, [{
    id: w.id, seq: sent.seq, mine: true, by_owner: true, author: "", words, about, written_at, sent_at: sent.sent_at, filed: false,
    file: file && w.file ? { id: file.id, kind, type: w.file.type, name: file.name, size: w.file.size, seconds: w.file.seconds, width: null, height: null } : null,
  }]);
});

// The worker sent it, or another tab: it must not vanish until the thread has been asked.
let before: Unsent[] = [];
effect(() => {
  const now = waiting.value, left = before.filter((w) => w.refused === undefined && !now.some((one) => one.id === w.id));
  before = now;
  if (stage.peek() !== "open") return;
  for (const w of left) {
    const which = threadOf(w.path), view = which && views.peek()[which];
    if (!which || !view || [...view.messages, ...gone.peek()].some((one) => one.id === w.id)) continue;
    gone.value = [...gone.peek(), w];
    void load(which);
  }
});
