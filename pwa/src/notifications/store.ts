import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { stage } from "../shared/stage";
import { changeSettings, fetchSettings, type Change, type Settings } from "./api";

/** What this person chose; null until the server has said. */
export const settings = signal<Settings | null>(null);
export const fault = signal<unknown>(undefined);

// What the server last said: what it did not take goes back to that.
let kept: Settings | null = null, pending = 0, last: Promise<unknown> = Promise.resolve();
whenForgotten(() => { settings.value = kept = null; fault.value = undefined; });

export async function load(): Promise<void> {
  fault.value = undefined;
  try {
    const now = await fetchSettings();
    // Locked while the answer was on its way: it must not come back into memory.
    if (stage.value !== "open") return;
    kept = now;
    if (!pending) settings.value = now;
  } catch (wrong) { fault.value = wrong; }
}

/** Shows the choice at once, then tells the server, one after the other: fingers are quicker than the network. What the server did not take goes back as it was, and the caller hears of it. */
export function change(what: Change): Promise<void> {
  const { text_to, ...rest } = what, before = settings.value;
  if (before) settings.value = { ...before, ...rest, ...(text_to === "" ? { text_to_ends: "" } : {}) };
  pending += 1;
  const mine = last.then(async () => { kept = await changeSettings(what); }).finally(() => { pending -= 1; if (!pending && settings.value) settings.value = kept; });
  last = mine.catch(() => undefined);
  return mine;
}
