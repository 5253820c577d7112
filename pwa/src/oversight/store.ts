import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type Sharing, type SharingRecord } from "./api";

/** The figures as last counted; null before the first answer. */
export const sharing = signal<Sharing | null>(null);
export const sharingFault = signal<unknown>(undefined);
/** The team the figures are of; "" for all that this manager sees. */
export const team = signal("");
/** How many names the stuck list asks for. */
export const most = signal(20);
/** Every team by name, from the count over all of them. */
export const teams = signal<{ id: string; name: string }[]>([]);
/** One person's record. */
export const record = signal<SharingRecord | null>(null);
export const recordFault = signal<unknown>(undefined);

whenForgotten(() => { sharing.value = null; sharingFault.value = undefined; team.value = ""; most.value = 20; teams.value = []; record.value = null; recordFault.value = undefined; });

/** Counts again. The old figures stay on screen meanwhile. */
export async function loadSharing(): Promise<void> {
  const asked = team.value, names = most.value;
  sharingFault.value = undefined;
  try {
    const got = await api.sharing(asked, names);
    // A slower answer for a team chosen before must not replace this one's.
    if (asked !== team.value || names !== most.value) return;
    sharing.value = got;
    if (!asked) teams.value = got.teams.map(({ id, name }) => ({ id, name }));
  } catch (wrong) { sharingFault.value = wrong; }
}

export async function chooseTeam(id: string): Promise<void> { team.value = id; await loadSharing(); }

/** Asks for the whole stuck list, as far as the server gives it. */
export async function seeAllStuck(): Promise<void> { most.value = 500; await loadSharing(); }

/** Reads who, when and how for each stop of one person's plan. */
export async function loadRecord(person: string): Promise<void> {
  if (record.value?.young_person !== person) record.value = null;
  recordFault.value = undefined;
  try { record.value = await api.record(person); } catch (wrong) { recordFault.value = wrong; }
}

/** The figures and names as a file for the spreadsheet. */
export const csv = (): Promise<Blob> => api.csv(team.value);
