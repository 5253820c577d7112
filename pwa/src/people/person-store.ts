import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type PersonPage } from "./person-api";

/** The young person whose page is open; null while it loads. */
export const person = signal<PersonPage | null>(null);
export const personFault = signal<unknown>(undefined);

whenForgotten(() => { person.value = null; personFault.value = undefined; });

/** Reads a person's page. Another person's is taken off the screen first. */
export async function loadPerson(id: string): Promise<void> {
  if (person.value?.id !== id) person.value = null;
  personFault.value = undefined;
  try { person.value = await api.person(id); } catch (wrong) { personFault.value = wrong; }
}
