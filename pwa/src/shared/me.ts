import { signal } from "@preact/signals";
import type { Me } from "./api";
import { holdToken, http } from "./http";

/** Who is at this screen, as the server last said; null until it has said so. */
export const me = signal<Me | null>(null);

/** Takes the server's word for who this is. Its token is held in memory for the requests that follow. */
export function takeMe(next: Me): Me { holdToken(next.csrf); me.value = next; return next; }

/** Asks the server who this is. `patience` in ms; throws NoSignal after it. */
export const askMe = async (patience = 8_000): Promise<Me> => takeMe(await http.get<Me>("/api/me", { patience }));
