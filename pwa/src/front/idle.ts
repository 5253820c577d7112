import { effect } from "@preact/signals";
import { cover } from "../shared/leave";
import { me } from "../shared/me";
import { recall, remember } from "../shared/phone";
import { picking, stage } from "../shared/stage";
import { lock } from "./start";

/** How long a photo may take, in ms. */
const PICKING = 60_000;

const shown = (): boolean => stage.value === "open" || stage.value === "copy";

/**
 * Locks after `lock_after_seconds` without a touch or a key, and after `hidden_lock_seconds` out of sight: at once on a phone that others use.
 * Timers sleep with the phone, so the clock is also read when the page comes back. The server keeps the same time and has the last word.
 */
export function watchIdle(): void {
  let idle: number | undefined, hidden: number | undefined, touched = Date.now();
  // Peeked at: the server saying again who this is must not count as a touch.
  const limit = (): number => (me.peek()?.lock_after_seconds ?? 900) * 1000;
  // The phone's own camera covers the page too: who is taking a photo has not left. A minute, on any phone.
  const hiddenLimit = (): number => picking.peek() ? PICKING : me.peek()?.shared_phone ? 0 : (me.peek()?.hidden_lock_seconds ?? 60) * 1000;
  const check = (): void => {
    const left = touched + limit() - Date.now();
    if (left <= 0) return void lock();
    idle = window.setTimeout(check, left);
  };
  effect(() => {
    clearTimeout(idle);
    if (stage.value === "open" || stage.value === "copy") { touched = Date.now(); idle = window.setTimeout(check, limit()); }
  });
  for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, () => { touched = Date.now(); }, { passive: true, capture: true });

  const away = (): void => {
    if (!shown() || me.value?.kind !== "young_person") return;
    cover(true);
    remember("hidden-at", String(Date.now()));
    const wait = hiddenLimit();
    if (wait === 0) void lock(); else hidden = window.setTimeout(() => void lock(), wait);
  };
  const here = (): void => {
    clearTimeout(hidden);
    const since = Number(recall("hidden-at") ?? 0);
    remember("hidden-at", null);
    if (shown() && ((since && Date.now() - since >= hiddenLimit()) || Date.now() - touched >= limit())) void lock();
    else if (stage.value !== "asking") cover(false);
  };
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" ? away() : here());
  // A page brought back whole by the Back button may be anybody's by now.
  addEventListener("pageshow", (e) => { if (e.persisted) { cover(true); location.reload(); } });
}
