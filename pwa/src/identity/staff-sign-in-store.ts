import { signal } from "@preact/signals";
import type { Me } from "../shared/api";
import { whenForgotten } from "../shared/forget";
import { takeMe } from "../shared/me";
import { get } from "./passkey";
import { api, type SecondNeeded } from "./staff-api";

/** What the server still asks for; null before the password. The ticket joins the two steps and is no session. */
export const asked = signal<SecondNeeded | null>(null);

/** True when the second step came too late and the first is asked again. */
export const tooLong = signal(false);

export function startAgain(late = false): void { asked.value = null; tooLong.value = late; }
whenForgotten(startAgain);

/** First step. Afterwards `asked` says which second step follows, for a known and an unknown address alike. */
export async function signIn(email: string, password: string): Promise<void> { asked.value = await api.signIn(email.trim(), password); tooLong.value = false; }

function ticket(): string {
  if (!asked.value) throw new Error("The first step comes first.");
  return asked.value.ticket;
}

/** Second step with a code. Afterwards a session stands. */
export async function withCode(code: string): Promise<Me> {
  const who = takeMe(await api.second(ticket(), code));
  startAgain();
  return who;
}

/** Second step with a passkey. */
export async function withPasskey(): Promise<Me> {
  const held = ticket();
  const who = takeMe(await api.passkey(held, await get(await api.passkeyOptions(held))));
  startAgain();
  return who;
}
