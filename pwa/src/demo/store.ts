import { signal } from "@preact/signals";
import { api, type Cast } from "./api";

/** The invented people one can be; null before the first answer. */
export const cast = signal<Cast | null>(null);
export const castFault = signal<unknown>(undefined);

export async function loadCast(): Promise<void> {
  castFault.value = undefined;
  try { cast.value = await api.cast(); } catch (wrong) { castFault.value = wrong; }
}

/**
 * Signs in as one of the cast and gives back where that person starts.
 * The caller loads that page afresh: nothing of the person before stays in memory.
 */
export async function become(id: string): Promise<string> {
  const { kind } = await api.signIn(id);
  return kind === "young_person" ? "/" : kind === "manager" ? "/staff/sharing" : kind === "adviser" ? "/staff" : kind === "admin" ? "/staff/offer" : "/staff/me";
}
