import { leaveUsed } from "../shared/used";

declare const __KEEP__: string[];
declare const __BUILD__: string;

const NAME = `shell-${__BUILD__}`, HASHED = /^\/assets\//;
/** Bytes on the wire for this very script, which its own list does not hold. */
const ITSELF = 5_000;

/** Fetches the shell. Files whose name carries their hash come unchanged from the older shell when it has them. */
export async function install(): Promise<void> {
  const shell = await caches.open(NAME), keep = async (path: string): Promise<void> => {
    const old = HASHED.test(path) ? await caches.match(path) : undefined;
    if (old) return shell.put(path, old);
    // What the page fetched a moment ago under a hashed name is not fetched twice.
    const fresh = await fetch(path, { cache: HASHED.test(path) ? "default" : "reload", credentials: "omit" });
    if (!fresh.ok) throw new Error(`${path}: ${fresh.status}`);
    // A kept answer that was redirected may not answer a navigation.
    return shell.put(path, fresh.redirected ? new Response(fresh.body, { headers: fresh.headers }) : fresh);
  };
  // A line that breaks half-way has cost its bytes all the same.
  try { await Promise.all(__KEEP__.map(keep)); } finally { await leaveUsed(ITSELF).catch(() => undefined); }
}

/** Takes the older shells away. */
export async function tidy(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== NAME) await caches.delete(name);
}

/** A navigation is answered from the kept index.html, /exit from the kept neutral page, a kept file from the shell, the rest from the network. */
export async function answer(request: Request, url: URL): Promise<Response> {
  const shell = await caches.open(NAME);
  const path = url.pathname === "/exit" ? "/exit.html" : request.mode === "navigate" ? "/index.html" : url.pathname;
  return await shell.match(path) ?? fetch(request);
}
