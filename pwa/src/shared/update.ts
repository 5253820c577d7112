import { signal } from "@preact/signals";

/** True when a newer build has been fetched and waits for a yes. */
export const newer = signal(false);

type Policy = { createScriptURL(url: string): string };
const SCRIPT = "/sw.js";

// The one policy that the shell allows. It gives out this one address and no other.
function address(): string {
  const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } }).trustedTypes;
  if (!types) return SCRIPT;
  return types.createPolicy("worker", { createScriptURL(url: string) { if (url !== SCRIPT) throw new TypeError(url); return url; } }).createScriptURL(SCRIPT);
}

let waiting: ServiceWorker | null = null;

/** Registers the worker and watches for newer builds. The page reloads once, and only after `takeNewer`. */
export async function watchForNewer(): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers || import.meta.env.DEV) return;
  let reloading = false;
  const had = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => { if (had && !reloading) { reloading = true; location.reload(); } });
  // A tapped notification: the router hears what the Back button would say.
  workers.addEventListener("message", ({ data }: MessageEvent<{ go?: string }>) => { if (data.go) { history.pushState(null, "", data.go); dispatchEvent(new PopStateEvent("popstate")); } });
  const registration = await workers.register(address(), { updateViaCache: "none" }).catch(() => undefined);
  if (!registration) return;
  const ready = (worker: ServiceWorker | null): void => { if (worker && workers.controller) { waiting = worker; newer.value = true; } };
  ready(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => { if (coming.state === "installed") ready(coming); });
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") void registration.update().catch(() => undefined); });
}

/** The person said yes: the new worker takes over, and the page reloads by itself. */
export function takeNewer(): void { waiting?.postMessage("skip-waiting"); }
