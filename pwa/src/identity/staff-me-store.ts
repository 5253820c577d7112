import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { create } from "./passkey";
import { api, type StaffPasskey } from "./staff-api";

/** This person's passkeys; null before the first answer. */
export const passkeys = signal<StaffPasskey[] | null>(null);

whenForgotten(() => { passkeys.value = null; });

export async function loadPasskeys(): Promise<void> { passkeys.value = (await api.passkeys()).passkeys; }

/** Makes a passkey on this device and gives its public half to the server. */
export async function addPasskey(): Promise<void> {
  await api.addPasskey(await create(await api.newPasskeyOptions()));
  await loadPasskeys();
}

export async function removePasskey(id: string): Promise<void> {
  await api.removePasskey(id);
  await loadPasskeys();
}
