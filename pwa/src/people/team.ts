import { signal } from "@preact/signals";
import type { Team } from "../shared/api";
import { whenForgotten } from "../shared/forget";
import { read, save } from "../shared/keep/vault";
import { mayKeep } from "../shared/post";
import { stage } from "../shared/stage";
import { fetchTeam } from "./api";

/** Who works with this young person; null until it is known. */
export const team = signal<Team | null>(null);
whenForgotten(() => { team.value = null; });

/** Shows who was kept on this phone, then asks the server. Stays quiet without signal: the names are still right. */
export async function loadTeam(): Promise<void> {
  if (!team.value && (stage.value === "copy" || mayKeep())) team.value = (await read<Team>("team").catch(() => undefined))?.value ?? null;
  if (stage.value !== "open") return;
  const fresh = await fetchTeam().catch(() => undefined);
  if (!fresh || stage.value !== "open") return;
  team.value = fresh;
  if (mayKeep()) await save("team", fresh).catch(() => undefined);
}
