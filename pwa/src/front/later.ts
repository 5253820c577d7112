import { effect } from "@preact/signals";
import { dropPush, keepPush } from "../notifications/subscribe";
import { watchUsed } from "../shared/meter";
import { stage } from "../shared/stage";

/** What can wait until the first screen is there: the count of bytes, and the phone's address for notifications. */
export function watchTheRest(): void {
  watchUsed();
  effect(() => {
    const now = stage.value;
    if (now === "nobody" || now === "joining") void dropPush();
    if (now !== "open") return;
    void (navigator as { clearAppBadge?(): Promise<void> }).clearAppBadge?.().catch(() => undefined);
    void keepPush();
    // The public words, for a day without signal: last of all.
    setTimeout(() => void import("../entitlements/offer").then((m) => m.keepReady()).catch(() => undefined), 3_000);
  });
  navigator.serviceWorker?.addEventListener("message", (e) => { if (e.data === "push-changed") void keepPush(); });
}
