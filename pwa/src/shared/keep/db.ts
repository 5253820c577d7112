import { type DBSchema, type IDBPDatabase, deleteDB, openDB } from "idb";

export type Sealed = { iv: Uint8Array<ArrayBuffer>; at: number; data: ArrayBuffer };
/** `refused` is what the server said to it, `why` its words for that. `file` goes to the server before the words that carry it; `there` once the server has it. */
export type Waiting = { n?: number; id: string; path: string; at: number; sealed: Sealed; refused?: number; why?: string; file?: { about: Sealed; bytes: Sealed; there: boolean } };
export type KeyName = "data" | "unsent";

interface Kept extends DBSchema {
  keys: { key: KeyName; value: CryptoKey };
  vault: { key: string; value: Sealed };
  outbox: { key: number; value: Waiting; indexes: { id: string } };
  drafts: { key: string; value: Sealed };
}

let opened: Promise<IDBPDatabase<Kept>> | undefined;

/** The one database on this phone. Nothing in it is readable without a key that no script can carry away. */
export function db(): Promise<IDBPDatabase<Kept>> {
  return opened ??= openDB<Kept>("app", 2, {
    upgrade(d, from) {
      if (from < 1) {
        d.createObjectStore("keys");
        d.createObjectStore("vault");
        d.createObjectStore("outbox", { keyPath: "n", autoIncrement: true }).createIndex("id", "id", { unique: true });
      }
      d.createObjectStore("drafts");
    },
    blocking() { void closeDb(); },
    terminated() { opened = undefined; },
  }).catch((wrong: unknown) => { opened = undefined; throw wrong; });
}

export async function closeDb(): Promise<void> {
  const d = await opened?.catch(() => undefined);
  opened = undefined;
  d?.close();
}

/** Takes the whole database away. The keys must be gone before this is called. */
export async function removeDb(): Promise<void> { await closeDb(); await deleteDB("app", { blocked: () => undefined }); }
