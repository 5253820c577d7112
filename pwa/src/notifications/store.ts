import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { changeSettings, fetchSettings, type Change, type Settings } from "./api";

/** What this person chose; null until the server has said. */
export const settings = signal<Settings | null>(null);
export const fault = signal<unknown>(undefined);
whenForgotten(() => { settings.value = null; fault.value = undefined; });

export async function load(): Promise<void> {
  fault.value = undefined;
  try { settings.value = await fetchSettings(); } catch (wrong) { fault.value = wrong; }
}

/** Shows the choice at once, then tells the server. What the server did not take goes back as it was, and the caller hears of it. */
export async function change(what: Change): Promise<void> {
  const before = settings.value;
  if (before) settings.value = { ...before, ...what as Partial<Settings> };
  try { settings.value = await changeSettings(what); } catch (wrong) { settings.value = before; throw wrong; }
}
