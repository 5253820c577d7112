import { whenForgotten } from "../shared/forget";
import { waitingFile } from "../shared/post";
import { fetchBytes, type MessageFile } from "./api";
import type { LocalFile } from "./states";

// For as long as the app is open: nobody pays twice for the same picture. Never on the phone.
const held = new Map<string, Promise<Blob>>();
whenForgotten(() => held.clear());

/** These are the bytes of this file: it need not be fetched. */
export function holdBytes(id: string, bytes: Blob): void { held.set(id, Promise.resolve(bytes)); }

/** The bytes of a file, from memory, from what waits on this phone, or from the server. Throws when it cannot be had. */
export function bytesOf(file: MessageFile | LocalFile): Promise<Blob> {
  if ("waits" in file) return waitingFile(file.waits).then((bytes) => bytes ?? Promise.reject(new Error("gone")));
  const known = held.get(file.id);
  if (known) return known;
  const coming = fetchBytes(file.id);
  held.set(file.id, coming);
  coming.catch(() => held.delete(file.id));
  return coming;
}
