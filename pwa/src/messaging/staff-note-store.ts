import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { newId } from "../shared/post";
import { api, type CaseNote, type Message } from "./staff-api";
import { thread } from "./staff-thread-store";

/** The most messages that one note takes. */
export const MOST = 200;

/** Which messages are being chosen for a note, or null while none is made. The id is the note's: a second press makes no second note. */
export const choosing = signal<{ id: string; person: string; chosen: ReadonlySet<string> } | null>(null);
/** The note that was just made. */
export const made = signal<CaseNote | null>(null);

export function stopChoosing(): void { choosing.value = null; }
whenForgotten(() => { stopChoosing(); made.value = null; });

/** Everything after the last message that is in a note: what a new note is most likely about. */
export function sinceLastNote(messages: readonly Message[]): string[] {
  const last = messages.reduce((at, one, i) => one.filed ? i : at, -1);
  return messages.slice(last + 1).slice(-MOST).map((one) => one.id);
}

/** Starts a note with everything since the last one chosen. */
export function startChoosing(): void {
  const open = thread.value;
  if (open) choosing.value = { id: newId(), person: open.young_person, chosen: new Set(sinceLastNote(open.messages)) };
}

export function choose(message: string, on: boolean): void {
  const now = choosing.value;
  if (!now) return;
  const chosen = new Set(now.chosen);
  if (on) chosen.add(message); else chosen.delete(message);
  choosing.value = { ...now, chosen };
}

/** Makes the note of what is chosen. Afterwards its text stands in `made` and the messages in it are marked. */
export async function makeNote(): Promise<void> {
  const now = choosing.value;
  if (!now || !now.chosen.size) return;
  const note = await api.note(now.person, now.id, [...now.chosen]);
  const open = thread.value;
  if (open?.young_person === now.person) thread.value = { ...open, messages: open.messages.map((one) => now.chosen.has(one.id) ? { ...one, filed: true } : one) };
  choosing.value = null;
  made.value = note;
}

export function closeNote(): void { made.value = null; }
