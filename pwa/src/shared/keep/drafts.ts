import { db, type Sealed } from "./db";
import { LIFE, seal, sealBytes, unseal, unsealBytes } from "./vault";

// Under the key of what waits to be sent: Exit shuts the copy, but loses nobody's half-written words.
const words = (name: string): string => `draft:${name}`, file = (name: string): string => `draft-file:${name}`;

/** Under which keys a draft lies: its words, and its file. */
export const keysOf = (name: string): [string, string] => [words(name), file(name)];

/** Keeps what is being written, sealed. The caller has checked that only this person uses the phone. */
export async function keepDraft(name: string, value: unknown): Promise<void> { await (await db()).put("drafts", await seal("unsent", words(name), value), words(name)); }

/** Keeps the bytes of a file that goes with it. */
export async function keepDraftFile(name: string, bytes: Blob): Promise<void> { await (await db()).put("drafts", await sealBytes("unsent", file(name), await bytes.arrayBuffer()), file(name)); }

/** Takes both away. */
export async function dropDraft(name: string): Promise<void> { const d = await db(); await d.delete("drafts", words(name)); await d.delete("drafts", file(name)); }

/** Takes the file away and leaves the words. */
export async function dropDraftFile(name: string): Promise<void> { await (await db()).delete("drafts", file(name)); }

const young = (s: Sealed | undefined): s is Sealed => s !== undefined && Date.now() - s.at <= LIFE;

/** What was being written, or undefined when there is nothing, or nothing readable, or it is older than 30 days. */
export async function readDraft<T>(name: string): Promise<T | undefined> {
  const s = await (await db()).get("drafts", words(name));
  return young(s) ? unseal<T>("unsent", words(name), s).catch(() => undefined) : undefined;
}

/** The bytes of its file, or undefined. */
export async function readDraftFile(name: string, type: string): Promise<Blob | undefined> {
  const s = await (await db()).get("drafts", file(name));
  return young(s) ? unsealBytes("unsent", file(name), s).then((bytes) => new Blob([bytes], { type }), () => undefined) : undefined;
}
