import { db, removeDb, type KeyName, type Sealed } from "./db";

const enc = new TextEncoder(), dec = new TextDecoder();

/** 30 days in ms: how long a copy may lie on a phone since the server last opened it. */
export const LIFE = 30 * 86_400_000;

let held: Partial<Record<KeyName, CryptoKey>> = {}, from: unknown;

async function key(name: KeyName): Promise<CryptoKey> {
  const d = await db();
  // Another page signed out and took the database away: a worker that lives on must not hold the keys of before.
  if (from !== d) { from = d; held = {}; }
  const found = held[name] ?? await d.get("keys", name);
  if (found) return held[name] = found;
  // Not extractable: no script and no backup can carry it away, and losing it loses everything sealed with it.
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const tx = d.transaction("keys", "readwrite"), winner = await tx.store.get(name);
  // Another tab may have made one meanwhile; the first one counts.
  if (!winner) await tx.store.put(made, name);
  await tx.done;
  return held[name] = winner ?? made;
}

/** Encrypts bytes with AES-256-GCM, bound to `name`. */
export async function sealBytes(which: KeyName, name: string, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, at: Date.now(), data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: enc.encode(name) }, await key(which), bytes) };
}

/** Opens what was sealed under the same name; throws when the key or the name is another. */
export const unsealBytes = async (which: KeyName, name: string, s: Sealed): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt({ name: "AES-GCM", iv: s.iv, additionalData: enc.encode(name) }, await key(which), s.data);

/** The same for anything that JSON can say. */
export const seal = (which: KeyName, name: string, value: unknown): Promise<Sealed> => sealBytes(which, name, enc.encode(JSON.stringify(value)));
export const unseal = async <T>(which: KeyName, name: string, s: Sealed): Promise<T> => JSON.parse(dec.decode(await unsealBytes(which, name, s))) as T;

/** Keeps `value` on this phone, sealed. The caller has checked that only this person uses the phone. */
export async function save(name: string, value: unknown): Promise<void> { await (await db()).put("vault", await seal("data", name, value), name); }

/** What was kept and when (ms), or undefined when absent, unreadable or older than 30 days. */
export async function read<T>(name: string): Promise<{ value: T; at: number } | undefined> {
  const d = await db(), s = await d.get("vault", name);
  if (!s) return undefined;
  if (Date.now() - s.at > LIFE) { await d.delete("vault", name); return undefined; }
  return unseal<T>("data", name, s).then((value) => ({ value, at: s.at }), () => undefined);
}

/** Exit: the copy is unreadable from here on. What waits to be sent has a key of its own and stays. */
export async function dropCopy(): Promise<void> {
  delete held.data;
  const d = await db();
  await d.delete("keys", "data");
  await d.clear("vault");
}

/** Nothing personal is left on this phone. Keys go first: a crash half-way leaves nothing readable. */
export async function wipe(): Promise<void> {
  delete held.data; delete held.unsent;
  await (await db()).clear("keys");
  await removeDb();
  // What is still on the lock screen was theirs too.
  globalThis.navigator?.serviceWorker?.controller?.postMessage("sign-out");
}
