import { computed, signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import type { Settings } from "./api";
import { api, type Change, type How, type Reach, type Task, type Unfinished } from "./staff-api";

/** Notices that were handed to this person, as the server last said; null before the first answer. */
export const tasks = signal<Task[] | null>(null);
export const tasksFault = signal<unknown>(undefined);
/** Those that are this person's own to do. */
export const mine = computed(() => tasks.value?.filter((one) => one.mine) ?? []);
/** How the notices of a manager's teams ended. */
export const unfinished = signal<Unfinished | null>(null);
export const unfinishedFault = signal<unknown>(undefined);
/** Whether push reaches the person on screen. */
export const reach = signal<(Reach & { person: string }) | null>(null);
/** What this member of staff chose for themselves. */
export const settings = signal<Settings | null>(null);
export const settingsFault = signal<unknown>(undefined);

whenForgotten(() => { tasks.value = null; tasksFault.value = undefined; unfinished.value = null; unfinishedFault.value = undefined; reach.value = null; settings.value = null; settingsFault.value = undefined; });

export async function loadTasks(): Promise<void> {
  try { tasks.value = (await api.tasks()).tasks; tasksFault.value = undefined; } catch (wrong) { tasksFault.value = wrong; }
}

/** A person says how it ended: from here on the task is nobody's. */
export async function endTask(id: string, how: How): Promise<void> {
  await api.done(id, how);
  tasks.value = tasks.value?.filter((one) => one.id !== id) ?? null;
  if (unfinished.value) unfinished.value = { ...unfinished.value, tasks: unfinished.value.tasks.filter((one) => one.id !== id) };
}

export async function loadUnfinished(): Promise<void> {
  try { unfinished.value = await api.unfinished(); unfinishedFault.value = undefined; } catch (wrong) { unfinishedFault.value = wrong; }
}

/** Whether push reaches this young person. Another person's answer is taken off the screen first; none at all says nothing. */
export async function loadReach(person: string): Promise<void> {
  if (reach.value?.person !== person) reach.value = null;
  const got = await api.reach(person).catch(() => undefined);
  if (got) reach.value = { person, ...got };
}

export async function loadSettings(): Promise<void> {
  try { settings.value = await api.settings(); settingsFault.value = undefined; } catch (wrong) { settingsFault.value = wrong; }
}

export async function change(what: Change): Promise<void> { settings.value = await api.change(what); }
