import { signal } from "@preact/signals";
import type { Me } from "../shared/api";
import { whenForgotten } from "../shared/forget";
import { takeMe } from "../shared/me";
import { forgetSecret, heldSecret } from "./secret";
import { api, type Totp } from "./staff-api";

type Opened = { name: string; email: string; hasPassword: boolean; totp: Totp };

/** Whose link it is, and the new key for the code app; null before it has been opened. */
export const opened = signal<Opened | null>(null);

whenForgotten(() => { opened.value = null; });

/** Opens the link and asks for a key for the code app. The link stays good until the set-up is done or a day has passed. */
export async function openLink(): Promise<void> {
  const who = await api.openSetUp(heldSecret());
  opened.value = { name: who.name, email: who.email, hasPassword: who.has_password, totp: await api.totp(heldSecret()) };
}

/** Sets the password with the code as proof of the app. Afterwards the link is used up and a session stands. */
export async function setUp(password: string, code: string): Promise<Me> {
  const who = takeMe(await api.setUp(heldSecret(), password, code));
  forgetSecret();
  return who;
}
