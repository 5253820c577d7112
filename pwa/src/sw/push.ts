import { leaveUsed } from "../shared/used";
import { words } from "./words";

declare const self: ServiceWorkerGlobalScope;

type Said = { body: string; tag: string; path: string; silent: boolean; badge: number };
type Shown = NotificationOptions & { renotify?: boolean };
/** Badges are not everywhere, and not in the types of a worker. */
const badges = (): { setAppBadge?(n: number): Promise<void>; clearAppBadge?(): Promise<void> } => self.navigator as object;

/** The weekly check that this address still lives: shown, because every push must be, and taken away. */
const PROBE = "probe", MOMENT = 3_000;
/** Bytes on the wire for one push: its body of 615 and what the browser and its push service say round it. */
const COST = 1_250;

/** A path of our own origin, whatever an address says. */
function own(address: unknown): string {
  try { return `/${new URL(String(address), self.location.origin).pathname.replace(/^\/+/, "")}`; } catch { return "/"; }
}

function read(data: PushMessageData | null): Said {
  try {
    const { notification: n, app_badge } = data!.json() as { notification: Record<string, unknown>; app_badge?: number };
    if (typeof n["body"] === "string" && n["body"]) return { body: n["body"], tag: String(n["tag"] ?? ""), path: own(n["navigate"]), silent: n["silent"] === true, badge: Number(app_badge) || 0 };
  } catch { /* said below */ }
  return { body: words.something, tag: "", path: "/", silent: false, badge: 0 };
}

async function tellShown(path: string): Promise<void> {
  const id = /^(?:\/staff)?\/open\/([\da-f-]{36})$/.exec(path)?.[1];
  if (id) await (await fetch("/api/notices/shown", { method: "POST", keepalive: true, credentials: "same-origin", headers: { "content-type": "application/json" }, body: JSON.stringify({ id }) })).text();
}

/** Shows what came, whatever came: a push that shows nothing costs the right to get any. */
export async function show(data: PushMessageData | null): Promise<void> {
  const { body, tag, path, silent, badge } = read(data);
  const how: Shown = { body, icon: "/icon-192.png", badge: "/badge.png", lang: "en-GB", dir: "ltr", silent, data: path, ...(tag ? { tag, renotify: !silent } : {}) };
  await self.registration.showNotification("Onward", how);
  // After the event only: until then the browser looks whether something is on the screen.
  if (tag === PROBE) setTimeout(() => void close(PROBE), MOMENT);
  else if (badge) await badges().setAppBadge?.(badge).catch(() => undefined);
  await tellShown(path).catch(() => undefined);
  await leaveUsed(COST).catch(() => undefined);
}

async function close(tag?: string): Promise<void> {
  for (const shown of await self.registration.getNotifications(tag ? { tag } : {})) shown.close();
}

/** Someone signed out: nothing of theirs stays on the lock screen or on the icon. */
export async function hush(): Promise<void> {
  await close();
  await badges().clearAppBadge?.().catch(() => undefined);
}

/** A tap: an open window goes there, else one is opened. The neutral page of Exit is left alone. */
export async function tapped(shown: Notification): Promise<void> {
  shown.close();
  const go = own(shown.data), windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.find((one) => new URL(one.url).pathname !== "/exit");
  if (!open) return void await self.clients.openWindow(go);
  open.postMessage({ go });
  await open.focus().catch(() => undefined);
}

type Changed = ExtendableEvent & { oldSubscription?: PushSubscription | null; newSubscription?: PushSubscription | null };

/** The browser changed this phone's address: takes a new one. An open page tells the server; else the next opening does. */
export async function renew(e: Changed): Promise<void> {
  const old = e.oldSubscription?.options;
  if (!e.newSubscription && old?.applicationServerKey) await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: old.applicationServerKey });
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage("push-changed");
}
