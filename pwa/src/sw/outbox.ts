import { flush, Later, sendOnly, type Tried } from "../shared/keep/outbox";

type Me = { state: string; csrf: string };

/** Who this phone is now. Throws when nobody was reached, so that the browser tries once more. */
async function ask(): Promise<Me> {
  const asked = await fetch("/api/me", { credentials: "same-origin", cache: "no-store" });
  if (!asked.ok) throw new Later(asked.status);
  return await asked.json() as Me;
}

/**
 * Sends what waits when the phone has signal again. Throws when it must wait longer, so that the browser tries once more.
 * A locked phone may still hand over its messages: the same body goes where nothing can be read. All else waits for the unlock.
 */
export async function sendOutbox(): Promise<void> {
  // Asked only when something waits, and under the one lock: most often the page has just sent it.
  let who: Me | undefined;
  const send = async (path: string, body: unknown, bytes?: Blob): Promise<Tried> => {
    for (let again = true; ; again = false) {
      who ??= await ask();
      const open = who.state === "open", to = open ? path : sendOnly(path);
      if (!to) return "skip";
      const headers = { "content-type": bytes ? "application/octet-stream" : "application/json", ...(open ? { "x-onward-token": who.csrf } : {}) };
      const res = await fetch(to, { method: "POST", credentials: "same-origin", headers, body: bytes ?? JSON.stringify(body) });
      // It locked since it was asked: the right that reads nothing may still carry it.
      if (open && again && res.status === 401) { who = undefined; continue; }
      const { detail = "", file } = (res.ok ? {} : await res.json().catch(() => ({}))) as { detail?: string; file?: string };
      return { status: res.status, why: detail, missing: file === "missing" };
    }
  };
  await flush(send).catch((wrong: unknown) => {
    // Trying again would not help: only the person's next unlock may send.
    if (wrong instanceof Later && [401, 403].includes(wrong.status)) return;
    throw wrong;
  });
}
