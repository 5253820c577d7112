import { forgetAll } from "./forget";
import { http } from "./http";
import { dropCopy } from "./keep/vault";
import { me } from "./me";
import { installed, recall, remember } from "./phone";
import { stage } from "./stage";

/** Hides everything at once, without waiting for a render. */
export function cover(on: boolean): void { document.documentElement.classList.toggle("covered", on); }

/**
 * Ends the session. When the server cannot be told, the phone remembers that it owes a lock
 * and pays it before anything is shown again.
 */
export async function endSession(): Promise<void> {
  remember("owes-lock", "1");
  await http.post("/api/lock", {}, { keepalive: true, patience: 5_000 }).then(() => remember("owes-lock", null), () => undefined);
}

/** An earlier lock that has not reached the server: of the session, or only of the kept copy, which may be opened again without signal. */
export const owedLock = (): "session" | "copy" | null => ({ 1: "session", copy: "copy" } as const)[recall("owes-lock") ?? ""] ?? null;

/** The kept copy was locked without signal; the session is ended as soon as there is some. */
export function oweLock(): void { if (!owedLock()) remember("owes-lock", "copy"); }

/** Exit. The order matters: neutral screen, lock, memory and the copy's key, then the neutral page. Never animated. */
export async function exit(): Promise<void> {
  cover(true);
  document.title = "Onward";
  const told = endSession(), shut = dropCopy().catch(() => undefined);
  forgetAll();
  me.value = null;
  stage.value = "asking";
  const patience = new Promise((done) => setTimeout(done, 400));
  // An installed app has no address bar to leave by: it comes up again, locked. The lock must be there first.
  await Promise.race([installed() ? Promise.all([told, shut]) : shut, patience]);
  location.replace(installed() ? "/" : "/exit");
}

/** Shift three times within a second and a half leaves too. Gives back how to stop listening. */
export function listenForExit(): () => void {
  let presses: number[] = [];
  const key = (e: KeyboardEvent) => {
    if (e.repeat) return;
    presses = e.key === "Shift" ? [...presses.filter((at) => e.timeStamp - at < 1_500), e.timeStamp] : [];
    if (presses.length === 3) { presses = []; void exit(); }
  };
  addEventListener("keydown", key);
  return () => removeEventListener("keydown", key);
}
