/** The few words kept in plain on a phone. None of them says anything about a person (P0). */
type Plain = "theme" | "text" | "owes-lock" | "hidden-at" | "help" | "keys" | "push" | "used";

/** Null when storage is shut, as in some private windows. */
export function recall(name: Plain): string | null { try { return localStorage.getItem(name); } catch { return null; } }

export function remember(name: Plain, value: string | null): void {
  try { if (value === null) localStorage.removeItem(name); else localStorage.setItem(name, value); } catch { /* a phone that keeps nothing still works */ }
}

export const installed = (): boolean => matchMedia("(display-mode: standalone)").matches;
