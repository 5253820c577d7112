import { signal } from "@preact/signals";
import { whenForgotten } from "./forget";

export type Asking = { kind: "part" | "action" | "change" | "review" | "right" | "claim" | "paper"; id: string | null; words: string };

/** What they tapped "Ask about this" on: the next message quotes it. In memory only: an address would show it to anyone. */
export const asking = signal<Asking | null>(null);

/** Whether this click follows the link in this tab. In another tab or window nothing is quoted: its memory is its own. */
export const staysHere = (e: MouseEvent): boolean => !e.ctrlKey && !e.metaKey && !e.shiftKey && !e.altKey;

/** How many messages they have not read. */
export const unread = signal(0);

whenForgotten(() => { asking.value = null; unread.value = 0; });
