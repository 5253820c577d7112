/** Where the worker leaves what it used: the page's own storage is shut to workers. */
const NOTES = "used";

/** Headers of one request and its answer, in bytes on the wire; HTTP/2 says most of them once in a connection. Seen, not told: no script may see them. */
const H1 = 1_420, H2 = 190;
/** A new connection under TLS 1.3: greeting, two certificates, keys, and the headers that are then known. */
export const LINE = 5_600;

/** Headers of a request that no script is told of. Under TLS a council's proxy speaks HTTP/2. */
export const untold = (): number => globalThis.location?.protocol === "https:" ? H2 : H1;

/** This calendar month on this phone, as YYYY-MM. */
export function month(now = new Date()): string { return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}`; }

/** Bytes that crossed for these requests; none for what came from the phone itself. */
export function crossed(entries: PerformanceEntryList): number {
  let bytes = 0;
  for (const e of entries as PerformanceResourceTiming[]) if (e.transferSize) bytes += Math.min(e.encodedBodySize, e.transferSize) + (/^h[23]/.test(e.nextHopProtocol) ? H2 : H1);
  return bytes;
}

/** The worker leaves a note of what it fetched since the last one, and `more` bytes. Each note is one of its own: two at once must not write over each other. */
export async function leaveUsed(more: number): Promise<void> {
  const bytes = more + crossed(performance.getEntriesByType("resource"));
  performance.clearResourceTimings();
  const notes = await caches.open(NOTES);
  await notes.put(`/${month()}/${crypto.getRandomValues(new Uint32Array(2)).join("")}`, new Response(String(bytes)));
}

/** Takes the notes away; gives the bytes of this month in them. */
export async function takeUsed(): Promise<number> {
  if (!globalThis.caches || !await caches.has(NOTES)) return 0;
  const notes = await caches.open(NOTES);
  let bytes = 0;
  for (const note of await notes.keys()) {
    if (new URL(note.url).pathname.startsWith(`/${month()}/`)) bytes += Number(await (await notes.match(note))?.text() ?? 0);
    await notes.delete(note);
  }
  return bytes;
}
