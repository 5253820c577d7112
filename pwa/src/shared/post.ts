import { computed, signal } from "@preact/signals";
import { call, http, NoSignal, Problem } from "./http";
import { dropUnsent, flush, keepUnsent, later, sendBoth, sendOnly, unrefuse, unsent, unsentFile, type FileAbout, type Send, type Unsent } from "./keep/outbox";
import { me } from "./me";
import { stage } from "./stage";

/** What this person wrote that the server does not have yet. */
export const waiting = signal<Unsent[]>([]);

/** True when the last try to send it reached nobody. */
export const unreached = signal(false);

// Not the person's words, only the phone saying that it showed them something.
const silent = (w: Unsent): boolean => /\/(opened|told)$/.test(w.path);

/** The part of it that is their own words and answers: what the screen must tell them about. */
export const written = computed(() => waiting.value.filter((w) => !silent(w)));

// On a phone that others use nothing is written down: these live as long as the page.
let loose: (Unsent & { bytes?: Blob })[] = [];

const listeners = new Set<(w: Unsent, answer: unknown) => void>();

/** Calls `then` with each thing that this page sent and what the server answered. What the worker sent only leaves `waiting`. */
export function whenSent(then: (w: Unsent, answer: unknown) => void): void { listeners.add(then); }
const tell = (w: Unsent, answer: unknown): void => { for (const then of listeners) then(w, answer); };

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

// Open, everything goes its normal way. Locked, only messages may go, by the right that can read nothing.
const send: Send = async (path, body, bytes) => {
  const to = stage.value === "open" ? path : sendOnly(path);
  if (!to) return "skip";
  try { return { status: 200, answer: bytes ? await http.upload(to, bytes) : await call("POST", to, body) }; } catch (wrong) { if (wrong instanceof Problem) return { status: wrong.status, why: String(wrong.body["detail"] ?? ""), missing: wrong.body["file"] === "missing" }; throw wrong; }
};

async function look(): Promise<void> {
  const kept = mayKeep() ? await unsent().catch(() => waiting.value.filter((w) => !loose.includes(w))) : [];
  for (const w of kept.filter((one) => silent(one) && one.refused !== undefined)) await dropUnsent(w.id);
  waiting.value = [...loose, ...kept].filter((w) => !(silent(w) && w.refused !== undefined));
}

let sending: Promise<void> | undefined, more = false;

/** Sends what waits, in one go at a time: two signs of signal may come together. Quiet when there is still none. */
export function sendWaiting(): Promise<void> {
  // What was written while a round was ending gets a round of its own.
  more = true;
  return sending ??= (async () => {
    try { while (more) { more = false; await sendNow(); } } finally { sending = undefined; }
  })();
}

async function sendLoose(): Promise<void> {
  for (const { id } of [...loose]) {
    const one = loose.find((w) => w.id === id);
    if (!one || one.refused !== undefined) continue;
    const tried = await sendBoth(send, one.path, one.body, one.file && one.bytes && { path: one.file.path, there: false, bytes: async () => one.bytes!, is: () => undefined });
    if (tried === "skip" || later(tried.status)) break;
    if (tried.status < 300) { loose = loose.filter((w) => w.id !== id); tell(one, tried.answer); } else loose = loose.map((w) => w.id === id ? { ...w, refused: tried.status, why: tried.why ?? "" } : w);
  }
}

async function sendNow(): Promise<void> {
  try {
    await sendLoose();
    // Others' phones keep nothing; a locked phone of their own may not say whose it is.
    if (mayKeep() || (stage.value === "locked" && me.value?.shared_phone === false)) await flush(send, tell);
    unreached.value = false;
  } catch (wrong) { unreached.value = wrong instanceof NoSignal; } finally { await look(); }
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
  await keep(path, body, id);
  if (navigator.onLine) void sendWaiting();
  return false;
}

let keeping: Promise<void> = Promise.resolve();

// One after the other: sealing a file takes longer than sealing the words that were written after it.
const keep = (...one: Parameters<typeof keepNow>): Promise<void> => keeping = keeping.catch(() => undefined).then(() => keepNow(...one));

async function keepNow(path: string, body: Record<string, unknown>, id: string, file?: FileAbout, bytes?: Blob, draft?: string): Promise<void> {
  if (mayKeep()) await keepUnsent(path, body, id, file, bytes, draft);
  else loose = [...loose, { id, path, body, at: Date.now(), ...(file && bytes ? { file, bytes } : {}) }];
  await look();
  if (mayKeep()) void askForSync();
}

async function askForSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined) as Synced | undefined;
  // Firefox has no background sync and Chromium may refuse it: the page sends at start, online and when shown.
  await registration?.sync?.register("outbox").catch(() => undefined);
}

/**
 * Keeps a request first and sends it then, so that a phone that dies on the way loses nothing. `file` goes before it, and the `draft` that it was goes away with it.
 * Done when it is kept: `waiting` holds it until the server has it.
 */
export async function handOver(path: string, body: Record<string, unknown>, id: string, file?: FileAbout, bytes?: Blob, draft?: string): Promise<void> {
  await keep(path, body, id, file, bytes, draft);
  void sendWaiting();
}

/** The file that waits with this one. */
export const waitingFile = async (id: string): Promise<Blob | undefined> => loose.find((w) => w.id === id)?.bytes ?? (mayKeep() ? unsentFile(id) : undefined);

/** The person wants something that was refused tried once more. */
export async function tryAgain(id: string): Promise<void> {
  loose = loose.map(({ refused, why, ...w }) => w.id === id || refused === undefined ? w : { ...w, refused, why: why ?? "" });
  if (mayKeep()) await unrefuse(id);
  await look();
  await sendWaiting();
}

/** The person lets go of something that was refused. */
export async function letGo(id: string): Promise<void> {
  loose = loose.filter((w) => w.id !== id);
  if (mayKeep()) await dropUnsent(id);
  await look();
}

/** Forgets what only lived in memory. */
export function forgetLoose(): void { loose = []; waiting.value = []; unreached.value = false; }
