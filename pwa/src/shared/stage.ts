import { signal } from "@preact/signals";

/**
 * Where this screen stands. Nothing personal is painted outside "open" and "copy".
 * asking: the server is being asked · away: no answer and no copy · nobody: no one has joined here · joining · locked · open
 * copy: no signal, the kept copy is open · shut: no signal, and the copy was closed by idling
 */
export type Stage = "asking" | "away" | "nobody" | "joining" | "locked" | "open" | "copy" | "shut";

export const stage = signal<Stage>("asking");

/** When the kept copy was saved (ISO), while it is what is shown. */
export const savedAt = signal<string | null>(null);

/** True while the phone's own camera or files cover the page, because a photo or a file is being picked. */
export const picking = signal(false);

/** True while the phone has no signal, as far as anyone can tell. */
export const offline = signal(typeof navigator !== "undefined" && navigator.onLine === false);
