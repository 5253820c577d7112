import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type JoiningNow, type NewJoining, type PersonPhones, type WaitingJoining } from "./staff-api";

/** How often the adviser's screen asks where the phone is, in ms. */
export const EVERY = 2_000;

/** The code on screen, how it was asked for, and where the phone is; null before one is made. */
export const joining = signal<{ person: string; made: NewJoining; now: JoiningNow } | null>(null);
/** One young person's phones, removed ones too; null before the first answer. */
export const phones = signal<(PersonPhones & { person: string }) | null>(null);
/** Joinings at a distance that wait for this manager. */
export const approvals = signal<WaitingJoining[] | null>(null);

whenForgotten(() => { joining.value = null; phones.value = null; approvals.value = null; });

/** Makes a new code; any older one of this person is dead from here on. */
export async function startJoining(person: string, remote: boolean): Promise<void> {
  const made = await api.startJoining(person, remote);
  joining.value = { person, made, now: { state: "open", phone_label: null, expires_at: made.expires_at } };
}

export function dropJoining(): void { joining.value = null; }

/** True when there is nothing more to ask the server about. */
export const settled = (now: JoiningNow): boolean => now.state === "done" || now.state === "ended" || now.state === "none";

/** Asks where the phone is. A lost answer is skipped: the next one comes in two seconds. */
export async function look(): Promise<void> {
  const held = joining.value;
  if (!held || settled(held.now)) return;
  const now = await api.joining(held.person).catch(() => null);
  // Meanwhile another code may have been made; its state is its own.
  if (now && joining.value?.made.id === held.made.id) joining.value = { ...held, now };
}

/** The adviser's answer to "is it them?". */
export async function confirm(yes: boolean): Promise<void> {
  const held = joining.value;
  if (!held) return;
  await api.confirm(held.person, yes);
  if (yes) await look(); else joining.value = { ...held, now: { ...held.now, state: "ended" } };
}

export async function loadPhones(person: string): Promise<void> { phones.value = { person, ...await api.phones(person) }; }

export async function removePhone(person: string, phone: string): Promise<void> {
  await api.removePhone(person, phone);
  await loadPhones(person);
}

/** Stops every phone of this person, or lets them work again. */
export async function setFrozen(person: string, frozen: boolean): Promise<void> {
  await (frozen ? api.freeze(person) : api.unfreeze(person));
  await loadPhones(person);
}

export async function loadApprovals(): Promise<void> { approvals.value = (await api.waiting()).joinings; }

export async function approve(id: string, yes: boolean): Promise<void> {
  await api.approve(id, yes);
  await loadApprovals();
}
