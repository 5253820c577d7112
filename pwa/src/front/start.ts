import { effect } from "@preact/signals";
import type { Me } from "../shared/api";
import { forgetAll, whenForgotten } from "../shared/forget";
import { NoSignal, whenShut } from "../shared/http";
import { read, save, wipe } from "../shared/keep/vault";
import { cover, endSession, oweLock, owedLock } from "../shared/leave";
import { askMe, me } from "../shared/me";
import { recall, remember } from "../shared/phone";
import { forgetLoose, mayKeep, sendWaiting, startSending, waiting } from "../shared/post";
import { offline, savedAt, stage } from "../shared/stage";

/** How long to wait for the server before the kept copy opens, in ms: a phone can be "online" and reach nobody. */
const PATIENCE = 3_500;

type KeptMe = Pick<Me, "kind" | "given_name" | "shared_phone" | "council" | "lock_after_seconds" | "hidden_lock_seconds">;

whenForgotten(forgetLoose);

/** Takes what the server said: wipes, shows the lock, or opens. */
export async function settle(who: Me): Promise<void> {
  offline.value = false;
  savedAt.value = null;
  // A phone that nobody knows (removed, frozen, or its cookie gone) keeps no copy either.
  if (who.wipe || who.state === "nobody" || who.state === "joining") await wipe().catch(() => undefined);
  stage.value = who.state;
  // A locked phone may still hand over messages that wait.
  if (who.state === "locked") void sendWaiting();
  if (who.state !== "open") return;
  if (mayKeep()) {
    const kept: KeptMe = { kind: who.kind, given_name: who.given_name, shared_phone: who.shared_phone, council: who.council, lock_after_seconds: who.lock_after_seconds, hidden_lock_seconds: who.hidden_lock_seconds };
    await save("me", kept).catch(() => undefined);
  } else if (who.kind === "young_person") await wipe().catch(() => undefined);
  await startSending();
}

/** Opens the copy kept on this phone, if there is one and it is no older than 30 days. */
async function openCopy(): Promise<void> {
  offline.value = true;
  const kept = await read<KeptMe>("me").catch(() => undefined);
  if (!kept) { await wipe().catch(() => undefined); stage.value = "away"; return; }
  me.value = {
    state: "locked", csrf: "", name: "", ways: [], wrong_tries: 0, wait_seconds: 0, demo: false, build: "", just_opened_wrong_tries: 0, must_set_up: false, wipe: false, phone_news: [], ...kept.value,
  };
  savedAt.value = new Date(kept.at).toISOString();
  stage.value = "copy";
  await startSending();
}

/** True when the page was out of sight for too long and the phone threw it away before it could lock. */
function leftTooLong(who: Me): boolean {
  const since = Number(recall("hidden-at") ?? 0);
  remember("hidden-at", null);
  return who.kind === "young_person" && since > 0 && Date.now() - since >= (who.shared_phone ? 0 : who.hidden_lock_seconds * 1000);
}

/** Who this is, after every lock that was owed has been paid. `patience` in ms. */
async function ask(patience: number): Promise<Me> {
  const who = await askMe(patience);
  if (!leftTooLong(who) && !owedLock()) return who;
  if (who.state === "open") await endSession();
  remember("owes-lock", null);
  return who.state === "open" ? askMe(patience) : who;
}

/** Decides what this screen may show. The server is asked first; the copy opens only when it cannot be reached. */
export async function start(): Promise<void> {
  try {
    if (offline.value && navigator.onLine === false) throw new NoSignal("offline");
    await settle(await ask(PATIENCE));
  } catch (wrong) {
    if (wrong instanceof NoSignal && owedLock() !== "session") await openCopy();
    else { offline.value = wrong instanceof NoSignal; stage.value = "away"; }
  }
  // Who has turned to another app meanwhile: the app switcher must not picture what has just come.
  cover(document.visibilityState === "hidden");
}

/** Locks now: what is on screen goes first, then the server is told, then memory is emptied. */
export async function lock(): Promise<void> {
  const was = stage.value;
  if (was !== "open" && was !== "copy") return;
  cover(true);
  stage.value = was === "copy" ? "shut" : "asking";
  forgetAll();
  if (was === "copy") { oweLock(); me.value = null; cover(false); return; }
  await endSession();
  await start();
}

/** The server ended the session by itself (idle, removed, frozen): ask it what this phone is now. */
async function shut(): Promise<void> {
  if (stage.value !== "open") return;
  cover(true);
  stage.value = "asking";
  forgetAll();
  await start();
}

/** Signal may be back: what waits is sent, and a copy makes way for the real thing when the session still stands. A copy that was shut stays shut until it is. */
async function back(): Promise<void> {
  const was = stage.value, before = me.value;
  if (was === "away") return start();
  if (was !== "open" && was !== "copy" && was !== "shut") { offline.value = false; if (was === "locked") void sendWaiting(); return; }
  try {
    const who = await ask(8_000);
    if (stage.value !== was) return;
    offline.value = false;
    if (was === "open" && who.state === "open") return await sendWaiting();
    // Locked: the page stays, so that words half typed are not lost. The bar says how to go on.
    if (was === "copy" && who.state === "locked" && before) { me.value = { ...before, csrf: who.csrf, ways: who.ways }; void sendWaiting(); }
    else { if (who.state !== "open") forgetAll(); await settle(who); }
  } catch { offline.value = true; }
}

/** How often a phone without signal tries again by itself, in ms: not every phone says when there is signal. */
const AGAIN = 15_000;

/** Wires the screen to the network and to the end of the session. Called once. */
export function watchNetwork(): void {
  whenShut(() => void shut());
  addEventListener("online", () => void back());
  addEventListener("offline", () => { offline.value = true; });
  setInterval(() => {
    const unsent = stage.value === "open" && waiting.value.some((one) => one.refused === undefined);
    if (document.visibilityState === "visible" && (offline.value || unsent)) void back();
  }, AGAIN);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible" && stage.value === "open") void sendWaiting(); });
  effect(() => { document.documentElement.dataset["stage"] = stage.value; });
}
