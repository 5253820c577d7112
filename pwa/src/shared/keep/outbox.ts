import { db, type Waiting } from "./db";
import { LIFE, seal, unseal } from "./vault";

/** Gives the status of one attempt; throws when nobody was reached. */
export type Send = (path: string, body: unknown) => Promise<number>;
export type Unsent = { id: string; path: string; body: Record<string, unknown>; at: number; refused?: number };

// Not now, but perhaps after an unlock or a while: the order is kept, so everything behind it waits too.
const LATER: ReadonlySet<number> = new Set([401, 403, 408, 425, 429]);
const later = (status: number): boolean => LATER.has(status) || status >= 500;

/** Keeps one request until it is sent. Its id makes it count once, however often it is tried. */
export async function keepUnsent(path: string, body: Record<string, unknown>, id: string): Promise<void> {
  await (await db()).add("outbox", { id, path, at: Date.now(), sealed: await seal("unsent", id, body) });
}

async function open(w: Waiting): Promise<Unsent | undefined> {
  const body = await unseal<Record<string, unknown>>("unsent", w.id, w.sealed).catch(() => undefined);
  return body && { id: w.id, path: w.path, body, at: w.at, ...(w.refused === undefined ? {} : { refused: w.refused }) };
}

/** Everything that waits, in the order it was written. */
export async function unsent(): Promise<Unsent[]> {
  const all = await Promise.all((await (await db()).getAll("outbox")).map(open));
  return all.filter((w) => w !== undefined);
}

/** Takes one away for good: the person decided so. */
export async function dropUnsent(id: string): Promise<void> {
  const d = await db(), n = await d.getKeyFromIndex("outbox", "id", id);
  if (n !== undefined) await d.delete("outbox", n);
}

async function sendAll(send: Send): Promise<void> {
  const d = await db();
  // In the order written: keys only grow, clocks do not.
  for (const w of await d.getAll("outbox")) {
    if (w.refused !== undefined) continue;
    const known = Date.now() - w.at > LIFE ? undefined : await open(w);
    if (!known) { await d.delete("outbox", w.n!); continue; }
    const status = await send(w.path, known.body);
    if (status < 300) await d.delete("outbox", w.n!);
    else if (later(status)) throw new Error(`later: ${status}`);
    else await d.put("outbox", { ...w, refused: status });
  }
}

let running: Promise<void> | undefined;

/** Sends what waits, each once: one lock for every page and the worker. Refused ones stay, marked, for the person to decide. Throws when some must wait longer. */
export function flush(send: Send): Promise<void> {
  const locks = (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;
  return running ??= Promise.resolve(locks ? locks.request("outbox", () => sendAll(send)) : sendAll(send)).finally(() => { running = undefined; });
}
