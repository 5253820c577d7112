import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { stage } from "../shared/stage";
import { fetchNear, type Near } from "./api";

/** How many papers are with them, and what is theirs to do; null until it is known. Never kept on the phone. */
export const near = signal<Near | null>(null);
whenForgotten(() => { near.value = null; });

/** Asks the server. What it said before stays when it cannot be reached: Today works without it. */
export async function loadNear(): Promise<void> {
  if (stage.value !== "open") return;
  const fresh = await fetchNear().catch(() => undefined);
  // Locked while the answer was on its way: it must not come back into memory.
  if (fresh && stage.peek() === "open") near.value = fresh;
}
