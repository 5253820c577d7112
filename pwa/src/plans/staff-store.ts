import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type Progress, type StaffPlan } from "./staff-api";

/** The plan of the person on screen; null while it loads. */
export const staffPlan = signal<(StaffPlan & { person: string }) | null>(null);
export const staffPlanFault = signal<unknown>(undefined);

// Whose plan is wanted now: a slower answer about somebody else must not take its place.
let wanted = "";

whenForgotten(() => { wanted = ""; staffPlan.value = null; staffPlanFault.value = undefined; });

/** Reads one person's plan again, if it is still the one on screen; throws what went wrong. */
export async function readStaffPlan(person: string): Promise<void> {
  const got = await api.plan(person);
  if (wanted === person) staffPlan.value = { person, ...got };
}

/** Opens a person's plan. Another person's is taken off the screen first. */
export async function loadStaffPlan(person: string): Promise<void> {
  wanted = person;
  if (staffPlan.value?.person !== person) staffPlan.value = null;
  staffPlanFault.value = undefined;
  try { await readStaffPlan(person); } catch (wrong) { staffPlanFault.value = wrong; }
}

/** Sets the day, time and place of the next review; the young person sees it on Today. `when` is an instant. */
export async function setReview(person: string, when: string, place: string): Promise<void> {
  await api.setReview(person, when, place);
  await readStaffPlan(person);
}

/** Writes down that the review was held on `on` (YYYY-MM-DD); the next one is due by rule from that day. */
export async function reviewHeld(person: string, on: string): Promise<void> {
  await api.reviewHeld(person, on);
  await readStaffPlan(person);
}

/** Writes down a move on `on` (YYYY-MM-DD); the review comes forward where the law asks for it. */
export async function newHome(person: string, on: string): Promise<void> {
  await api.newHome(person, on);
  await readStaffPlan(person);
}

/** Says how an action of the shared plan stands; the young person sees it. */
export async function noteProgress(person: string, action: string, status: Progress): Promise<void> {
  await api.noteProgress(person, action, { id: crypto.randomUUID(), status });
  await readStaffPlan(person);
}

/** Starts a new draft from the current version. The current one stays as it is. */
export async function startDraft(person: string): Promise<void> {
  await api.startDraft(person);
  await readStaffPlan(person);
}
