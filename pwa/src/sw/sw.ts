import { sendOutbox } from "./outbox";
import { answer, install, tidy } from "./shell";

declare const self: ServiceWorkerGlobalScope;
type SyncEvent = ExtendableEvent & { tag: string };

self.addEventListener("install", (e) => e.waitUntil(install()));
self.addEventListener("activate", (e) => e.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("message", (e) => { if (e.data === "skip-waiting") void self.skipWaiting(); });
self.addEventListener("sync", (e) => { const sync = e as SyncEvent; if (sync.tag === "outbox") sync.waitUntil(sendOutbox()); });
self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  // The API is never answered, copied or kept here. Staff screens need the server anyway.
  if (e.request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api")) return;
  e.respondWith(answer(e.request, url));
});
