import { flush } from "../shared/keep/outbox";

type Me = { state: string; csrf: string };

/** Sends what waits when the phone has signal again. Throws when it must wait longer, so that the browser tries once more. */
export async function sendOutbox(): Promise<void> {
  const asked = await fetch("/api/me", { credentials: "same-origin", cache: "no-store" });
  if (!asked.ok) throw new Error(`later: ${asked.status}`);
  const who = await asked.json() as Me;
  // Locked or gone: only the person's next unlock may send, and trying again would not help.
  if (who.state !== "open") return;
  await flush(async (path, body) => (await fetch(path, {
    method: "POST", credentials: "same-origin", headers: { "content-type": "application/json", "x-onward-token": who.csrf }, body: JSON.stringify(body),
  })).status);
}
