import { me } from "../shared/me";
import { recall, remember } from "../shared/phone";
import { fetchKey, sendAddress, takeAddressBack } from "./api";

/**
 * How this browser stands. refused: it was told never to ask · shared: others use this phone, so nothing comes to it
 * install: an iPhone or iPad whose Onward is not on the home screen · unsupported: this browser cannot
 */
export type Here = "on" | "off" | "refused" | "shared" | "install" | "unsupported";
/** What came of turning it on. no_answer: the person or the push service said nothing in ten seconds. */
export type Turned = "on" | "refused" | "unsupported" | "no_answer";

/** Where a push service is out of reach its browser waits for ever: in ms. */
const PATIENCE = 10_000;

class NoAnswer extends Error {}

function within<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, give) => { timer = setTimeout(() => give(new NoAnswer()), PATIENCE); });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const able = (): boolean => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const shared = (): boolean => me.value?.kind === "young_person" && me.value.shared_phone !== false;
// Only the browsers of iPhones and iPads have this word, and only there must an app be installed first.
const mustInstall = (): boolean => (navigator as { standalone?: boolean }).standalone === false;

// Not .ready: where no worker was ever registered it never comes.
const current = async (): Promise<PushSubscription | null> => await (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription() ?? null;

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

function madeWith(had: PushSubscription, key: Uint8Array): boolean {
  const its = had.options.applicationServerKey;
  return its !== null && its.byteLength === key.length && new Uint8Array(its).every((byte, i) => byte === key[i]);
}

/** This browser has an address under the server's key of today, and the server knows it. */
async function agree(): Promise<void> {
  const [worker, ours] = await Promise.all([navigator.serviceWorker.ready, fetchKey()]), key = bytes(ours.key), had = await worker.pushManager.getSubscription();
  if (had && !madeWith(had, key)) await had.unsubscribe();
  const now = had && madeWith(had, key) ? had : await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = now.toJSON() as { endpoint: string; keys: { p256dh: string; auth: string } };
  await sendAddress({ endpoint, p256dh: keys.p256dh, auth: keys.auth, key: ours.number });
}

export async function state(): Promise<Here> {
  if (shared()) return "shared";
  if (!able()) return mustInstall() ? "install" : "unsupported";
  if (Notification.permission === "denied") return "refused";
  return Notification.permission === "granted" && await current() ? "on" : "off";
}

/** Turns notifications on in this browser. Called from a tap: the browser asks the person, once. Throws NoSignal or Problem of our own server. */
export async function subscribe(): Promise<Turned> {
  if (!able() || shared()) return "unsupported";
  const said = await Notification.requestPermission();
  if (said !== "granted") return said === "denied" ? "refused" : "no_answer";
  try { await within(agree()); } catch (wrong) {
    if (wrong instanceof NoAnswer || wrong instanceof DOMException) return "no_answer";
    throw wrong;
  }
  remember("push", "on");
  return "on";
}

/** Turns them off in this browser. The server is told; where it cannot be, the push service tells it in time. */
export async function unsubscribe(): Promise<void> {
  const had = await current();
  remember("push", null);
  await had?.unsubscribe();
  if (had) await takeAddressBack(had.endpoint).catch(() => undefined);
}

/** At every opening: where they were turned on, an address that was lost or whose key is old is made again, and the server hears of it. */
export async function keepPush(): Promise<void> {
  if (recall("push") !== "on" || !able()) return;
  if (shared()) return dropPush();
  if (Notification.permission === "granted") await within(agree()).catch(() => undefined);
}

/** This phone is nobody's now, or others use it: no push comes to it. */
export async function dropPush(): Promise<void> {
  if (recall("push") === null) return;
  remember("push", null);
  await (await current())?.unsubscribe().catch(() => undefined);
}
