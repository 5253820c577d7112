import { computed, signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { daysBetween } from "../shared/intl";
import { api, type Inbox, type InboxRow } from "./staff-api";

/** Everyone this person writes with, as the server last said; null before the first answer. */
export const inbox = signal<Inbox | null>(null);
export const inboxFault = signal<unknown>(undefined);

whenForgotten(() => { inbox.value = null; inboxFault.value = undefined; });

/** True when the next word is ours. */
export const waits = (row: Pick<InboxRow, "waiting_since">): boolean => row.waiting_since !== null;

/** The two groups as the list shows them: those who wait, longest first, then everyone else. */
export const GROUPS = ["waiting", "others"] as const;
export const rowsOf = (rows: readonly InboxRow[], group: (typeof GROUPS)[number]): InboxRow[] => rows.filter((row) => waits(row) === (group === "waiting"));

/** The list from top to bottom: the order in which the keys move. */
export const inOrder = computed(() => GROUPS.flatMap((group) => rowsOf(inbox.value?.rows ?? [], group)));

/** The row of one young person. */
export const rowFor = (person: string): InboxRow | undefined => inbox.value?.rows.find((row) => row.young_person === person);

/** Who comes after `person` among those who wait; the longest waiting when `person` is none of them, and the first again after the last. */
export function nextWaiting(rows: readonly InboxRow[], person: string | undefined): InboxRow | undefined {
  const waiting = rowsOf(rows, "waiting"), at = waiting.findIndex((row) => row.young_person === person);
  return waiting.filter((row) => row.young_person !== person).at(0) && waiting[(at + 1) % waiting.length];
}

/** Whole days that an answer is late, from the day it was promised for (YYYY-MM-DD); 0 while there is time. */
export const daysLate = (promised: string, today: string): number => Math.max(0, daysBetween(promised, today));

let asked = 0;

/** Reads the list again. The old one stays on screen meanwhile, and a slower older answer never replaces a newer one. */
export async function loadInbox(): Promise<void> {
  const mine = ++asked;
  try {
    const got = await api.inbox();
    if (mine === asked) { inbox.value = got; inboxFault.value = undefined; }
  } catch (wrong) { if (mine === asked) inboxFault.value = wrong; }
}

let soon: ReturnType<typeof setTimeout> | undefined;

/** Something changed in a thread: the list is read again, once for several changes within a moment. */
export function inboxChanged(): void {
  clearTimeout(soon);
  soon = setTimeout(() => void loadInbox(), 250);
}
whenForgotten(() => { asked += 1; clearTimeout(soon); });
