import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type Caseload } from "./staff-api";

/** The list as the server last gave it; null before the first answer. */
export const caseload = signal<Caseload | null>(null);
export const caseloadFault = signal<unknown>(undefined);

whenForgotten(() => { caseload.value = null; caseloadFault.value = undefined; });

/** Reads the list again. The old one stays on screen meanwhile. */
export async function loadCaseload(): Promise<void> {
  try { caseload.value = await api.caseload(); caseloadFault.value = undefined; } catch (wrong) { caseloadFault.value = wrong; }
}
