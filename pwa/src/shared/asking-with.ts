import { signal } from "@preact/signals";
import type { Asking } from "./asking";
import { whenForgotten } from "./forget";

/** What a member of staff tapped "Write about this" on, and whose it is: it is quoted in that person's thread and in no other. In memory only. */
export const askingWith = signal<{ person: string; about: Asking } | null>(null);

whenForgotten(() => { askingWith.value = null; });
