import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type HandOver, type MyAway } from "./staff-api";

/** When this person is away, whom they cover, and who could cover for them; null before the first answer. */
export const myAway = signal<MyAway | null>(null);
export const myAwayFault = signal<unknown>(undefined);
/** What a cover or a new adviser must know about one young person. */
export const handOver = signal<HandOver | null>(null);
export const handOverFault = signal<unknown>(undefined);

whenForgotten(() => { myAway.value = null; myAwayFault.value = undefined; handOver.value = null; handOverFault.value = undefined; });

export async function loadAway(): Promise<void> {
  try { myAway.value = await api.away(); myAwayFault.value = undefined; } catch (wrong) { myAwayFault.value = wrong; }
}

/** Sets it once: every young person of theirs sees it, and the cover reads and answers from that day on. Both days (YYYY-MM-DD) count whole. */
export async function goAway(from: string, until: string, cover: string): Promise<void> {
  await api.goAway(from, until, cover);
  await loadAway();
}

/** Back now: the cover's sight ends at this moment. */
export async function comeBack(id: string): Promise<void> {
  await api.comeBack(id);
  await loadAway();
}

/** Reads one hand-over. Another person's is taken off the screen first. */
export async function loadHandOver(person: string): Promise<void> {
  if (handOver.value?.young_person !== person) handOver.value = null;
  handOverFault.value = undefined;
  try { handOver.value = await api.handOver(person); } catch (wrong) { handOverFault.value = wrong; }
}
