import { computed, effect, signal } from "@preact/signals";
import type { MyPlan } from "../shared/api";
import { whenForgotten } from "../shared/forget";
import { NoSignal } from "../shared/http";
import { today } from "../shared/intl";
import { read, save } from "../shared/keep/vault";
import { mayKeep, waiting } from "../shared/post";
import { offline, savedAt, stage } from "../shared/stage";
import { fetchMine, tellDelivered, tellOpened } from "./api";
import { forKeeping } from "./copy";
import { withWaiting } from "./pending";

const KEPT = "plan";
const got = signal<MyPlan | null>(null);
let told = new Set<string>();

/** What the last load threw, when there is nothing to show instead. */
export const fault = signal<unknown>(undefined);

/** True while what is shown comes from this phone, where the health part is never kept. */
export const fromCopy = signal(false);

/** The plan with everything that still waits to be sent laid over it. */
export const mine = computed(() => got.value && withWaiting(got.value, waiting.value, today()));

whenForgotten(() => { got.value = null; fault.value = undefined; fromCopy.value = false; told = new Set(); });

async function showCopy(): Promise<boolean> {
  const kept = await read<MyPlan>(KEPT).catch(() => undefined);
  if (!kept) return false;
  got.value = kept.value;
  fromCopy.value = true;
  savedAt.value = new Date(kept.at).toISOString();
  return true;
}

async function fetchNow(): Promise<void> {
  const fresh = await fetchMine();
  // Locked while the answer was on its way: it must not come back into memory.
  if (stage.value !== "open") return;
  got.value = fresh;
  fromCopy.value = false;
  fault.value = undefined;
  savedAt.value = null;
  offline.value = false;
  if (mayKeep()) await save(KEPT, forKeeping(fresh)).catch(() => undefined);
  const version = fresh.version;
  if (version && !version.opened_at && !told.has(version.id)) await tellDelivered(version.id).then(() => told.add(version.id), () => undefined);
}

/** Shows what this phone has at once, then asks the server. Without signal the copy stays, with its age. */
export async function load(): Promise<void> {
  if (stage.value === "copy") { if (!got.value && !await showCopy()) fault.value = new NoSignal(KEPT); return; }
  if (stage.value !== "open") return;
  if (!got.value && mayKeep()) await showCopy();
  try { await fetchNow(); } catch (wrong) {
    if (wrong instanceof NoSignal) offline.value = true;
    if (!got.value) fault.value = wrong;
  }
}

const opened = new Set<string>();

/** Their plan is on the screen, open: the server hears it once. */
export function shown(): void {
  const version = got.value?.version;
  if (!version || version.opened_at || opened.has(version.id)) return;
  opened.add(version.id);
  void tellOpened(version.id).then(async (now) => {
    if (!now || got.value?.version?.id !== version.id) return;
    got.value = { ...got.value, version: { ...got.value.version, opened_at: new Date().toISOString() } };
    if (!fromCopy.value && mayKeep()) await save(KEPT, forKeeping(got.value));
  }).catch(() => opened.delete(version.id));
}

// What waited of the plan has gone: the server's own word replaces the laid-over one. Messages wait there too, and change no plan.
let before = 0;
effect(() => {
  const now = waiting.value.filter((w) => /^\/api\/plans\//.test(w.path)).length;
  if (now < before && stage.peek() === "open" && got.peek()) void load();
  before = now;
});
