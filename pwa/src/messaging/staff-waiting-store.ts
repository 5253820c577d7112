import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { Problem } from "../shared/http";
import { api, type GlassPage, type Glasses, type GlassReason, type Waiting } from "./staff-api";
import { merged } from "./staff-thread-store";

/** Who waits and how long, never what they wrote; null before the first answer. */
export const waiting = signal<Waiting | null>(null);
export const waitingFault = signal<unknown>(undefined);
/** The glasses this manager broke that are open, and those of others to look at. */
export const glasses = signal<Glasses | null>(null);
/** The thread under the open glass. It leaves the memory when the glass is closed or runs out. */
export const glassPage = signal<GlassPage | null>(null);

whenForgotten(() => { waiting.value = null; waitingFault.value = undefined; glasses.value = null; shutGlass(); });

export async function loadWaiting(): Promise<void> {
  try { [waiting.value, glasses.value] = await Promise.all([api.waiting(), api.glasses()]); waitingFault.value = undefined; } catch (wrong) { waitingFault.value = wrong; }
}

export async function loadGlasses(): Promise<void> { glasses.value = await api.glasses(); }

/** Another manager's glass has been looked at. */
export async function glassReviewed(id: string): Promise<void> {
  await api.reviewed(id);
  await loadGlasses();
}

/** Opens the words of one young person for 60 minutes. The young person and another manager are told at once. */
export async function breakGlass(person: string, category: GlassReason, reason: string, code: string): Promise<void> {
  await api.breakGlass(person, category, reason, code);
  await Promise.all([loadGlasses(), readUnderGlass(person)]);
}

/** Reads the thread under an open glass, or the page before what is known. A glass that is over shuts itself. */
export async function readUnderGlass(person: string, before?: number): Promise<void> {
  try {
    const got = await api.underGlass(person, before), known = glassPage.value?.glass.young_person === person && before !== undefined ? glassPage.value.messages : [];
    glassPage.value = { ...got, messages: merged(known, got.messages) };
  } catch (wrong) {
    if (!(wrong instanceof Problem) || wrong.status !== 404) throw wrong;
    shutGlass();
    await loadGlasses();
  }
}

/** Closes it before its time. */
export async function closeGlass(person: string): Promise<void> {
  await api.closeGlass(person);
  shutGlass();
  await loadGlasses();
}

/** Takes the words off the screen. */
export function shutGlass(): void { glassPage.value = null; }
