import { effect, signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { NoSignal } from "../shared/http";
import { waiting } from "../shared/post";
import { offline, stage } from "../shared/stage";
import { fetchClaims, fetchRights, fetchStatements, type Claim, type MyRights, type Statement } from "./api";
import { loadNear } from "./near";
import { loadOffer, offer } from "./offer";

/** What they can get, what they asked for, what they told us. In memory only: how somebody stands is never kept on a phone (decision 12). */
export const rights = signal<MyRights | null>(null);
export const claims = signal<Claim[] | null>(null);
export const statements = signal<Statement[] | null>(null);

/** What the last load of each threw. */
export const fault = signal<unknown>(undefined);
export const claimsFault = signal<unknown>(undefined);
export const statementsFault = signal<unknown>(undefined);

whenForgotten(() => {
  rights.value = claims.value = statements.value = null;
  fault.value = claimsFault.value = statementsFault.value = undefined;
});

async function get<T>(ask: () => Promise<T>, into: { value: T | null }, wrong: { value: unknown }): Promise<void> {
  if (stage.peek() === "copy") wrong.value = new NoSignal("copy");
  if (stage.peek() !== "open") return;
  try {
    const fresh = await ask();
    // Locked while the answer was on its way: it must not come back into memory.
    if (stage.peek() !== "open") return;
    into.value = fresh;
    wrong.value = undefined;
    offline.value = false;
  } catch (fault) {
    if (fault instanceof NoSignal) offline.value = true;
    wrong.value = fault;
  }
}

export const loadClaims = (): Promise<void> => get(fetchClaims, claims, claimsFault);
export const loadStatements = (): Promise<void> => get(fetchStatements, statements, statementsFault);
const loadRights = (): Promise<void> => get(fetchRights, rights, fault);

/** How they stand, and the public words that belong to it: the words are asked for only where this phone has others. */
export async function load(): Promise<void> {
  void loadClaims();
  if (!offer.value) void loadOffer();
  await loadRights();
  if (rights.value && offer.value?.hash !== rights.value.pack) await loadOffer(rights.value.pack);
}

// What waited has gone: how they stand may be another now.
let before = 0;
effect(() => {
  const now = waiting.value.filter((w) => /^\/api\/(rights|claims)\//.test(w.path)).length;
  if (now < before && stage.peek() === "open") {
    if (rights.peek()) void load();
    if (statements.peek()) void loadStatements();
    void loadNear();
  }
  before = now;
});
