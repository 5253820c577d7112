import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { stage } from "../shared/stage";
import { fetchPapers, sendSaid, type Kind, type Papers, type Status } from "./api";
import { near } from "./near-store";

/** Their papers; null until they are known. In memory only: where papers are is never kept on a phone (decision 12). */
export const papers = signal<Papers | null>(null);
/** What the last try threw, while there is nothing to show. */
export const fault = signal<unknown>(undefined);

whenForgotten(() => { papers.value = null; fault.value = undefined; });

let running: Promise<void> | undefined;

async function loadNow(): Promise<void> {
  try {
    const fresh = await fetchPapers();
    // Locked while the answer was on its way: it must not come back into memory.
    if (stage.peek() !== "open") return;
    papers.value = fresh;
    fault.value = undefined;
  } catch (wrong) { if (!papers.value) fault.value = wrong; }
}

/** Asks the server. Asked twice at once, it asks once. */
export const load = (): Promise<void> => running ??= loadNow().finally(() => { running = undefined; });

/** Says where one of them is, then shows what follows from it. */
export async function say(kind: Kind, id: string, status: Status, words: string): Promise<void> {
  await sendSaid(kind, { id, status, words });
  // Today asks anew: what it knew may be done now.
  near.value = null;
  await running;
  await load();
}
