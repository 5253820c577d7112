// Plain on purpose: public words, the same for everyone, and they must open before sign-in. Beside the shell, not in the sealed database, which sign-out takes away.
const STORE = "words";

/** The public words that this phone keeps under a name and in this shape, or null. */
export async function keptWords<T>(name: string, shape: string): Promise<T | null> {
  try {
    const found = await (await caches.open(STORE)).match(`/words/${name}`);
    return found?.headers.get("shape") === shape ? await found.json() as T : null;
  } catch { return null; }
}

/** Keeps them. A phone that keeps nothing still works. */
export async function keepWords(name: string, shape: string, words: unknown): Promise<void> {
  try { await (await caches.open(STORE)).put(`/words/${name}`, new Response(JSON.stringify(words), { headers: { "content-type": "application/json", shape } })); } catch { /* a full or shut storage */ }
}
