import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type Keeping, type OwnServiceIn } from "./staff-api";

/** The list that the council keeps, and the feeds it reads; null before the first answer. */
export const keeping = signal<Keeping | null>(null);
export const keepingFault = signal<unknown>(undefined);

let asked = 0;
whenForgotten(() => { asked += 1; keeping.value = null; keepingFault.value = undefined; });

/** Reads it again. The old one stays on screen, and a slower older answer never replaces a newer one. */
export async function loadKeeping(): Promise<void> {
  const mine = ++asked;
  try { const got = await api.keeping(); if (mine === asked) { keeping.value = got; keepingFault.value = undefined; } } catch (wrong) { if (mine === asked) keepingFault.value = wrong; }
}

async function then(done: Promise<unknown>): Promise<void> { await done; await loadKeeping(); }

export const putService = (service: OwnServiceIn): Promise<void> => then(api.put(service));
export const takeServiceAway = (id: string): Promise<void> => then(api.takeAway(id));
export const checkedService = (id: string): Promise<void> => then(api.checked(id));
export const addFeed = (name: string, address: string): Promise<void> => then(api.addFeed(name, address));
/** How long a short feed takes, in ms. */
const READ = 2_500;

/** Asks for a reading; the list is looked at again once a short feed has been read. */
export async function readNow(id: string): Promise<void> { await then(api.readNow(id)); setTimeout(() => { if (keeping.value) void loadKeeping(); }, READ); }
export const pauseFeed = (id: string, paused: boolean): Promise<void> => then(paused ? api.pause(id) : api.resume(id));
export const takeFeedAway = (id: string): Promise<void> => then(api.takeFeedAway(id));
