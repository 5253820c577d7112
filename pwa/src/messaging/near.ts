import { batch, computed, effect, signal } from "@preact/signals";
import { unread } from "../shared/asking";
import { whenForgotten } from "../shared/forget";
import { read, save } from "../shared/keep/vault";
import { mayKeep } from "../shared/post";
import { stage } from "../shared/stage";
import { fetchThreads, sendMarks, type Card, type Which } from "./api";

const KEPT = "threads";

/** Their threads from outside; null until they are known. What is kept on the phone is who reads them, never what was said. */
export const cards = signal<Card[] | null>(null);
export const cardsFault = signal<unknown>(undefined);

/** Threads with something they have not read, the newest first. */
export const unreadCards = computed(() => (cards.value ?? []).filter((c) => c.unread > 0).sort((a, b) => (b.last_at ?? "").localeCompare(a.last_at ?? "")));

/** How far each thread has been heard: the stream's cursor. Only a message that has come moves it; a card that knows of more does not. */
export const at = new Map<string, number>();

const said = new Map<Which, string>();

whenForgotten(() => { cards.value = null; cardsFault.value = undefined; at.clear(); said.clear(); });

export const cardOf = (which: Which): Card | undefined => cards.value?.find((c) => c.which === which);

/** Puts a card in its place. What the stream has told since the server made it stays. */
export function takeCard(fresh: Card): void {
  const known = cardOf(fresh.which), newer = known && known.last_seq > fresh.last_seq;
  const card = newer ? { ...fresh, last_seq: known.last_seq, last_words: known.last_words, last_at: known.last_at, last_mine: known.last_mine, unread: known.unread } : fresh;
  cards.value = known ? cards.value!.map((c) => c.which === fresh.which ? card : c) : [...cards.value ?? [], card];
  // From the start the stream brings what they have not read: a count of it is not yet the words.
  if (!at.has(card.which)) at.set(card.which, card.unread ? card.read : card.last_seq);
}

/** Changes one card. */
export const change = (which: Which, next: (c: Card) => Card): void => { if (cards.value) cards.value = cards.value.map((c) => c.which === which ? next(c) : c); };

/** Tells the server how far this phone has the thread and, where it is on the screen, that all of it was read. The same only once. */
export function mark(which: Which, delivered: number, all = false): void {
  const card = cardOf(which), read = all ? delivered : card?.read ?? 0, now = `${delivered} ${read}`;
  if (!card || stage.peek() !== "open" || said.get(which) === now) return;
  said.set(which, now);
  if (all && (card.unread > 0 || read > card.read)) change(which, (c) => ({ ...c, read: Math.max(read, c.read), unread: 0 }));
  void sendMarks(which, delivered, read).catch(() => said.delete(which));
}

let loading: Promise<void> | undefined;

/** Shows who was kept on this phone, then asks the server. Asked twice at once, it asks once. */
export const loadThreads = (): Promise<void> => loading ??= loadNow().finally(() => { loading = undefined; });

async function loadNow(): Promise<void> {
  if (!cards.value && (stage.value === "copy" || mayKeep())) {
    const kept = await read<Card[]>(KEPT).catch(() => undefined);
    if (kept && !cards.value) cards.value = kept.value;
  }
  if (stage.value !== "open") return;
  try {
    const { threads } = await fetchThreads();
    // Locked while the answer was on its way: it must not come back into memory.
    if (stage.peek() !== "open") return;
    cardsFault.value = undefined;
    batch(() => { for (const card of threads) takeCard(card); });
    if (mayKeep()) await save(KEPT, threads.map((c): Card => ({ ...c, last_words: "", last_at: null, unread: 0, away: null, hours_line: "" }))).catch(() => undefined);
  } catch (wrong) { if (!cards.value) cardsFault.value = wrong; }
}

effect(() => { unread.value = (cards.value ?? []).reduce((n, c) => n + c.unread, 0); });
