import { sendOutbox } from "./outbox";
import { hush, renew, show, tapped } from "./push";
import { leaveUsed } from "../shared/used";
import { answer, install, tidy } from "./shell";

declare const self: ServiceWorkerGlobalScope;
type SyncEvent = ExtendableEvent & { tag: string };

self.addEventListener("install", (e) => e.waitUntil(install()));
self.addEventListener("activate", (e) => e.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("message", (e) => { if (e.data === "skip-waiting") void self.skipWaiting(); else if (e.data === "sign-out") e.waitUntil(hush()); });
self.addEventListener("push", (e) => e.waitUntil(show(e.data)));
self.addEventListener("notificationclick", (e) => e.waitUntil(tapped(e.notification)));
self.addEventListener("pushsubscriptionchange", (e) => (e as ExtendableEvent).waitUntil(renew(e as ExtendableEvent)));
self.addEventListener("sync", (e) => { const sync = e as SyncEvent; if (sync.tag === "outbox") sync.waitUntil(sendOutbox().finally(() => leaveUsed(0).catch(() => undefined))); });
self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  // The API is never answered, copied or kept here. Staff screens need the server anyway.
  if (e.request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api")) return;
  e.respondWith(answer(e.request, url));
});
