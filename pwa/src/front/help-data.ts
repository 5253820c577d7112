import { signal } from "@preact/signals";
import type { CouncilHelp } from "../shared/api";
import { http } from "../shared/http";
import { recall, remember } from "../shared/phone";
import lines from "./help-lines.json";

export type Group = "bad" | "safe" | "hurt" | "side";
export type Line = { group: string; name: string; phone: string; text_to: string | null; hours: string; what: string; under_19: boolean };

/** The national lines. They are part of the app's own files, so they open with no data and before sign-in. */
export const linesOf = (group: Group): Line[] => lines.filter((line) => line.group === group);

function kept(): CouncilHelp | null {
  try { return JSON.parse(recall("help") ?? "null") as CouncilHelp | null; } catch { return null; }
}

/** The council's own numbers, as last heard. They are public words and may stay on any phone. */
export const council = signal<CouncilHelp | null>(kept());

/** Asks the council's server for its numbers; the last answer stays when it cannot be reached. */
export async function refreshHelp(): Promise<void> {
  const fresh = await http.get<CouncilHelp>("/api/help", { patience: 10_000 }).catch(() => undefined);
  if (!fresh) return;
  council.value = fresh;
  remember("help", JSON.stringify(fresh));
}
