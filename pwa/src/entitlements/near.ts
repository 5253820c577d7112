import { effect, signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { waiting } from "../shared/post";
import { stage } from "../shared/stage";
import { fetchNear, sendTalk, type Near } from "./api";

/** What of their rights belongs on Today; null until it is known. Never kept on the phone. */
export const near = signal<Near | null>(null);

whenForgotten(() => { near.value = null; });

/** Asks the server. What it said before stays when it cannot be reached: Today works without it. */
export async function loadNear(): Promise<void> {
  if (stage.value !== "open") return;
  const fresh = await fetchNear().catch(() => undefined);
  // Locked while the answer was on its way: it must not come back into memory.
  if (fresh && stage.peek() === "open") near.value = fresh;
}

/** Whether they really talked about it. The question goes away at once; the answer waits for signal where there is none. */
export async function answerTalk(talk: string, answer: "yes" | "no"): Promise<void> {
  await sendTalk(talk, answer);
  if (near.value) near.value = { ...near.value, talk: null };
}

// What waited has gone: what it changed is asked for.
let before = 0;
effect(() => {
  const now = waiting.value.filter((w) => /^\/api\/(rights|claims)\//.test(w.path)).length;
  if (now < before && stage.peek() === "open" && near.peek()) void loadNear();
  before = now;
});
