import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type Gaps, type Paper, type StaffPapers, type Written } from "./staff-api";

/** The papers of the person on screen; null while they load. */
export const staffPapers = signal<StaffPapers | null>(null);
export const staffPapersFault = signal<unknown>(undefined);
/** Who lacks papers before 18; null before the first answer. */
export const gaps = signal<Gaps | null>(null);
export const gapsFault = signal<unknown>(undefined);

// Whose papers are wanted now: a slower answer about somebody else must not take their place.
let wanted = "";
whenForgotten(() => { wanted = ""; staffPapers.value = null; staffPapersFault.value = undefined; gaps.value = null; gapsFault.value = undefined; });

/** Opens a person's papers. Another person's are taken off the screen first. */
export async function loadStaffPapers(person: string): Promise<void> {
  wanted = person;
  if (staffPapers.value?.young_person !== person) staffPapers.value = null;
  staffPapersFault.value = undefined;
  try { const got = await api.papers(person); if (wanted === person) staffPapers.value = got; } catch (wrong) { if (wanted === person) staffPapersFault.value = wrong; }
}

/** Writes where a paper is and who does what next. The same id again counts once. */
export async function writePaper(person: string, kind: Paper["kind"], written: Written): Promise<void> {
  await api.write(person, kind, written);
  await loadStaffPapers(person);
}

export async function loadGaps(): Promise<void> {
  try { gaps.value = await api.gaps(); gapsFault.value = undefined; } catch (wrong) { gapsFault.value = wrong; }
}

/** Each young person and paper as a file for the spreadsheet. */
export const gapsCsv = (): Promise<Blob> => api.csv();
