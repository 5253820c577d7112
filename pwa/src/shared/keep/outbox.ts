import { db, type Waiting } from "./db";
import { keysOf } from "./drafts";
import { seal, sealBytes, unseal, unsealBytes } from "./vault";

/** A file that goes with a request, before it. `type` is its media type, `size` in bytes, `seconds` of a voice note. */
export type FileAbout = { path: string; type: string; name: string; size: number; seconds: number | null };
export type Unsent = { id: string; path: string; body: Record<string, unknown>; at: number; refused?: number; why?: string; file?: FileAbout };

/** What came of one attempt: the status and, where there is one, the answer, or the server's words for why not; `missing`: it has no such file (any more). `skip`: it cannot go now, but what is behind it may. */
export type Tried = { status: number; answer?: unknown; why?: string; missing?: boolean } | "skip";
/** One attempt; `bytes` instead of `body` for a file. Throws when nobody was reached. */
export type Send = (path: string, body: unknown, bytes?: Blob) => Promise<Tried>;

// Not now, but perhaps after an unlock or a while: the order is kept, so everything behind it waits too.
const LATER: ReadonlySet<number> = new Set([401, 403, 408, 425, 429]);

/** True when the same request may succeed another time. */
export const later = (status: number): boolean => LATER.has(status) || status >= 500;

/** Something must wait longer; `status` is what the server said to it. */
export class Later extends Error {
  declare readonly status: number;
  constructor(status: number) { super(`later: ${status}`); Object.assign(this, { status }); }
}

/** Where a locked phone hands over the same thing with its send-only right, which can read nothing; undefined where only the open app may send. */
export const sendOnly = (path: string): string | undefined => /^\/api\/messages\/mine\/(adviser|nurse)(\/files\/[^/]+)?$/.test(path) ? path.replace("/mine/", "/send-only/") : undefined;

/**
 * Keeps one request, and the file that goes before it, until both are sent. Its id makes it count once, however often it is tried.
 * The `draft` that it was is gone in the same moment: a phone that dies finds either the one or the other.
 */
export async function keepUnsent(path: string, body: Record<string, unknown>, id: string, file?: FileAbout, bytes?: Blob, draft?: string): Promise<void> {
  const sealed = await seal("unsent", id, body), kept: Waiting = { id, path, at: Date.now(), sealed };
  if (file && bytes) kept.file = { about: await seal("unsent", `${id}:about`, file), bytes: await sealBytes("unsent", `${id}:bytes`, await bytes.arrayBuffer()), there: false };
  const all = (await db()).transaction(["outbox", "drafts"], "readwrite"), drafts = all.objectStore("drafts");
  await Promise.all([all.objectStore("outbox").add(kept), ...(draft ? keysOf(draft).map((key) => drafts.delete(key)) : []), all.done]);
}

// Undefined only when its key is gone: then nobody can ever read it. What does not open for another reason counts as refused, so that the person sees it.
async function open({ id, path, at, refused, why = "", sealed, file: kept }: Waiting): Promise<Unsent | undefined> {
  try {
    const file = kept && await unseal<FileAbout>("unsent", `${id}:about`, kept.about);
    return { id, path, body: await unseal("unsent", id, sealed), at, ...(refused === undefined ? {} : { refused, why }), ...(file ? { file } : {}) };
  } catch (wrong) { return (wrong as Error).name === "OperationError" ? undefined : { id, path, body: {}, at, refused: refused ?? 0, why }; }
}

const bytesOf = async (w: Waiting, type: string): Promise<Blob> => new Blob([await unsealBytes("unsent", `${w.id}:bytes`, w.file!.bytes)], { type });

/** Everything that waits, in the order it was written. */
export async function unsent(): Promise<Unsent[]> {
  const all = await Promise.all((await (await db()).getAll("outbox")).map(open));
  return all.filter((w) => w !== undefined);
}

/** The file that waits with this one; undefined when there is none. */
export async function unsentFile(id: string): Promise<Blob | undefined> {
  const w = await (await db()).getFromIndex("outbox", "id", id), known = w && await open(w);
  return w?.file && known?.file && bytesOf(w, known.file.type);
}

/** Takes one away for good: the person decided so. */
export async function dropUnsent(id: string): Promise<void> {
  const d = await db(), n = await d.getKeyFromIndex("outbox", "id", id);
  if (n !== undefined) await d.delete("outbox", n);
}

/** What was refused waits to be tried once more, in its old place. */
export async function unrefuse(id: string): Promise<void> {
  const d = await db(), { refused: _, why: __, ...w } = await d.getFromIndex("outbox", "id", id) ?? {};
  if ("n" in w) await d.put("outbox", w as Waiting);
}

/** The file unless it is `there`, then the words. Gives what came of the first of them that did not arrive, or of the words. `is` keeps whether the server has the file. */
export async function sendBoth(send: Send, path: string, body: unknown, file?: { path: string; there: boolean; bytes: () => Promise<Blob>; is: (there: boolean) => unknown }): Promise<Tried> {
  for (let put = file && !file.there, again = true; ; again = false) {
    if (put) {
      const got = await send(file!.path, undefined, await file!.bytes());
      if (got === "skip" || got.status >= 300) return got;
      await file!.is(true);
    }
    const tried = await send(path, body);
    if (!file || !again || tried === "skip" || !tried.missing) return tried;
    // The server keeps a file without its words for a day only. It gets it once more.
    await file.is(false);
    put = true;
  }
}

async function sendAll(send: Send, sent: (w: Unsent, answer: unknown) => void): Promise<void> {
  const d = await db();
  // In the order written: keys only grow, clocks do not. Asked for one by one: what is written meanwhile goes too.
  for (let n = 0, w: Waiting | undefined; (w = (await d.getAll("outbox", IDBKeyRange.lowerBound(n, true), 1))[0]); n = w.n!) {
    if (w.refused !== undefined) continue;
    // However old it says it is: the clock may have been wrong when it was written.
    const known = await open(w);
    if (!known) { await d.delete("outbox", w.n!); continue; }
    const { file, refused, why = "" } = known;
    if (refused !== undefined) { await d.put("outbox", { ...w, refused, why }); continue; }
    let row = w;
    const is = (there: boolean): unknown => d.put("outbox", row = { ...row, file: { ...row.file!, there } });
    const tried = await sendBoth(send, w.path, known.body, file && { path: file.path, there: w.file!.there, bytes: () => bytesOf(row, file.type), is });
    if (tried === "skip") continue;
    if (tried.status < 300) { await d.delete("outbox", w.n!); sent(known, tried.answer); }
    else if (later(tried.status)) throw new Later(tried.status);
    else await d.put("outbox", { ...row, refused: tried.status, why: tried.why ?? "" });
  }
}

let running: Promise<void> | undefined;

/**
 * Sends what waits, each once: one lock for every page and the worker. Tells `sent` of each that the server took.
 * Refused ones stay, marked, for the person to decide. Throws Later when some must wait longer.
 */
export function flush(send: Send, sent: (w: Unsent, answer: unknown) => void = () => undefined): Promise<void> {
  const locks = (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;
  return running ??= Promise.resolve(locks ? locks.request("outbox", () => sendAll(send, sent)) : sendAll(send, sent)).finally(() => { running = undefined; });
}
