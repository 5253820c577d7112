import { computed, signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type Claim, type ClaimRow, type ClaimRows, type DecideIn, type RightsFigures } from "./staff-api";

/** Every claim this person may answer, the earliest promise first; null before the first answer. */
export const claims = signal<ClaimRows | null>(null);
export const claimsFault = signal<unknown>(undefined);
/** The claim that is open beside the list. */
export const claim = signal<Claim | null>(null);
export const claimFault = signal<unknown>(undefined);
export const figures = signal<RightsFigures | null>(null);
export const figuresFault = signal<unknown>(undefined);

let asked = 0, wanted = "";
whenForgotten(() => { asked += 1; wanted = ""; claims.value = null; claimsFault.value = undefined; claim.value = null; claimFault.value = undefined; figures.value = null; figuresFault.value = undefined; });

export const GROUPS = ["late", "ours", "theirs", "over"] as const;
export type Group = (typeof GROUPS)[number];
export type Next = ClaimRow["next"];

/** Where a claim stands in the list: the council's next step, late or not; its owner's; or nobody's any more. */
export const groupOf = (row: Pick<ClaimRow, "next" | "days_late">): Group => row.next === "over" ? "over" : row.next === "young_person" ? "theirs" : row.days_late > 0 ? "late" : "ours";

export const rowsOf = (rows: readonly ClaimRow[], group: Group): ClaimRow[] => rows.filter((row) => groupOf(row) === group);

/** The list from top to bottom: the order in which the keys move. */
export const inOrder = computed(() => GROUPS.flatMap((group) => rowsOf(claims.value?.rows ?? [], group)));

/** How many wait for the council. */
export const waitingClaims = computed(() => (claims.value?.rows ?? []).filter((row) => row.next !== "over" && row.next !== "young_person").length);

/** The next claim for the council after `id`, the first again after the last. */
export function nextClaim(rows: readonly ClaimRow[], id: string | undefined): ClaimRow | undefined {
  const ours = rows.filter((row) => groupOf(row) === "late" || groupOf(row) === "ours"), at = ours.findIndex((row) => row.id === id);
  return ours.length === 1 && at === 0 ? undefined : ours[(at + 1) % ours.length];
}

/** What the council does next about a claim, from where it stands. */
export function nextOf(one: Pick<Claim, "state">): Next {
  const by: Record<Claim["state"], Next> = { asked: "see", seen: "decide", decided: "give", not_come: "give", challenged: "answer_challenge", given: "young_person", refused: "young_person", confirmed: "over", withdrawn: "over" };
  return by[one.state];
}

/** Reads the list again. The old one stays on screen, and a slower older answer never replaces a newer one. */
export async function loadClaims(): Promise<void> {
  const mine = ++asked;
  try {
    const got = await api.claims();
    if (mine === asked) { claims.value = got; claimsFault.value = undefined; }
  } catch (wrong) { if (mine === asked) claimsFault.value = wrong; }
}

/** Opens one claim. Another one is taken off the screen first. */
export async function openClaim(id: string): Promise<void> {
  wanted = id;
  if (claim.value?.id !== id) claim.value = null;
  claimFault.value = undefined;
  try { const got = await api.claim(id); if (wanted === id) claim.value = got; } catch (wrong) { if (wanted === id) claimFault.value = wrong; }
}

export function closeClaim(): void { wanted = ""; claim.value = null; claimFault.value = undefined; }

async function then(id: string, done: Promise<void>): Promise<void> {
  await done;
  await Promise.all([openClaim(id), loadClaims()]);
}

export const sawClaim = (id: string): Promise<void> => then(id, api.seen(id));
export const decide = (id: string, said: DecideIn): Promise<void> => then(id, api.decide(id, said));
export const gave = (id: string, how: string, on: string): Promise<void> => then(id, api.given(id, how, on));
export const isLate = (id: string, why: string, day: string): Promise<void> => then(id, api.late(id, why, day));

export async function loadFigures(): Promise<void> {
  try { figures.value = await api.figures(); figuresFault.value = undefined; } catch (wrong) { figuresFault.value = wrong; }
}
