import { computed, signal } from "@preact/signals";
import { call, NoSignal, Problem } from "./http";
import { dropUnsent, flush, keepUnsent, unsent, type Unsent } from "./keep/outbox";
import { me } from "./me";

/** What this person wrote that the server does not have yet. */
export const waiting = signal<Unsent[]>([]);

// Not the person's words, only the phone saying that it showed them something.
const silent = (w: Unsent): boolean => w.path.endsWith("/opened");

/** The part of it that is their own words and answers: what the screen must tell them about. */
export const written = computed(() => waiting.value.filter((w) => !silent(w)));

// On a phone that others use nothing is written down: these live as long as the page.
let loose: Unsent[] = [];

/** A random id, made here so that a repeat of the same request counts once. Chrome 90 has no randomUUID. */
export function newId(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6]! & 0x0f) | 0x40;
  b[8] = (b[8]! & 0x3f) | 0x80;
  return [...b].map((n) => n.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** True when this phone is only theirs, so that things may be kept on it. */
export const mayKeep = (): boolean => me.value?.kind === "young_person" && me.value.shared_phone === false;

type Synced = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

const status = async (path: string, body: unknown): Promise<number> => {
  try { await call("POST", path, body); return 204; } catch (wrong) { if (wrong instanceof Problem) return wrong.status; throw wrong; }
};

async function look(): Promise<void> {
  const kept = mayKeep() ? await unsent().catch(() => []) : [];
  for (const w of kept.filter((one) => silent(one) && one.refused !== undefined)) await dropUnsent(w.id);
  waiting.value = [...loose, ...kept].filter((w) => !(silent(w) && w.refused !== undefined));
}

let sending: Promise<void> | undefined;

/** Sends what waits, in one go at a time: two signs of signal may come together. Quiet when there is still none or the phone is locked. */
export const sendWaiting = (): Promise<void> => sending ??= sendNow().finally(() => { sending = undefined; });

async function sendNow(): Promise<void> {
  try {
    for (const one of loose.filter((w) => w.refused === undefined)) {
      const got = await status(one.path, one.body);
      if (got < 300) loose = loose.filter((w) => w.id !== one.id);
      else if ([401, 403, 408, 425, 429].includes(got) || got >= 500) break;
      else loose = loose.map((w) => w.id === one.id ? { ...w, refused: got } : w);
    }
    if (mayKeep()) await flush(status);
  } catch { /* no signal yet: the next try comes with it */ } finally { await look(); }
}

/** Reads what waits from an earlier visit, then tries to send it. */
export async function startSending(): Promise<void> { await look(); if (waiting.value.length) await sendWaiting(); }

/**
 * Posts `body`, or makes it wait when there is no signal. True when the server has it now.
 * Throws Problem when the server refuses; then nothing waits. The id is the client's own, so a repeat counts once.
 */
export async function postOrWait(path: string, body: Record<string, unknown>, id = String(body["id"] ?? newId())): Promise<boolean> {
  if (!waiting.value.some((w) => w.refused === undefined)) {
    try { await call("POST", path, body, { patience: 8_000 }); return true; } catch (wrong) { if (!(wrong instanceof NoSignal)) throw wrong; }
  }
  if (waiting.value.some((w) => w.id === id)) return false;
  if (mayKeep()) {
    await keepUnsent(path, body, id);
    const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined) as Synced | undefined;
    // Firefox has no background sync and Chromium may refuse it: the page sends at start, online and when shown.
    await registration?.sync?.register("outbox").catch(() => undefined);
  } else loose = [...loose, { id, path, body, at: Date.now() }];
  await look();
  if (navigator.onLine) void sendWaiting();
  return false;
}

/** The person lets go of something that was refused. */
export async function letGo(id: string): Promise<void> {
  loose = loose.filter((w) => w.id !== id);
  if (mayKeep()) await dropUnsent(id);
  await look();
}

/** Forgets what only lived in memory. */
export function forgetLoose(): void { loose = []; waiting.value = []; }
