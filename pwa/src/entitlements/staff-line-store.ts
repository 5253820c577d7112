import { batch, computed, signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { NoSignal, Problem } from "../shared/http";
import { api, type OfferLinePage } from "./staff-api";
import { lineOf, typedOf, type Bad, type LineTyped } from "./staff-line-typed";
import { loadOffer, offer } from "./staff-offer-store";

/** In ms: how long typing rests before it is saved; the waits after failed tries. */
const REST = 900, AGAIN = [2_000, 5_000, 15_000, 30_000];

export type SaveState = "saved" | "waiting" | "saving" | "failed" | "refused" | "bad" | "changed" | "locked";

/** The line that is open, as the server last gave it; what is typed over it; and how saving stands. */
export const linePage = signal<OfferLinePage | null>(null);
export const lineFault = signal<unknown>(undefined);
export const typedLine = signal<LineTyped | null>(null);
export const lineSaving = signal<{ state: SaveState; at: string | null; why: string }>({ state: "saved", at: null, why: "" });
/** True while something typed is not known to be saved. */
export const lineUnsaved = signal(false);
/** What was typed that cannot be sent as it is. */
export const lineBad = computed<Bad>(() => typedLine.value ? lineOf(typedLine.value).bad : {});

let which = "", timer = 0, fails = 0, running: Promise<void> | null = null, base = "";
// Words of one line that could not be saved yet, while another is open.
const aside = new Map<string, { typed: LineTyped; base: string }>();

function empty(): void {
  clearTimeout(timer);
  fails = 0;
  batch(() => { linePage.value = null; lineFault.value = undefined; typedLine.value = null; lineUnsaved.value = false; lineSaving.value = { state: "saved", at: null, why: "" }; });
}
whenForgotten(() => { which = ""; aside.clear(); empty(); });

const standing = (state: SaveState, why = ""): void => { lineSaving.value = { ...lineSaving.value, state, why }; };
const later = (ms: number): void => { clearTimeout(timer); timer = window.setTimeout(() => void saveLine(), ms); };

/** Opens one line. What is half written of another stays with it, and comes back with it. `first` fills a line that is new. */
export async function openLine(right: string, first: Partial<LineTyped> = {}): Promise<void> {
  if (which && which !== right && lineUnsaved.value && typedLine.value) aside.set(which, { typed: typedLine.value, base });
  if (which !== right) { empty(); which = right; }
  lineFault.value = undefined;
  try {
    const [page] = await Promise.all([api.line(right), loadOffer()]);
    if (which !== right) return;
    const back = aside.get(right);
    aside.delete(right);
    batch(() => {
      linePage.value = page;
      if (!lineUnsaved.value) { base = JSON.stringify(page.line); typedLine.value = { ...typedOf(page.line, right), ...(page.line || page.national ? {} : first) }; }
      if (back) { base = back.base; typedLine.value = back.typed; lineUnsaved.value = true; standing("waiting"); later(REST); }
    });
  } catch (wrong) { if (which === right) lineFault.value = wrong; }
}

/** Takes what was typed and saves it once typing rests. */
export function writeLine(part: Partial<LineTyped>): void {
  if (!typedLine.value) return;
  batch(() => { typedLine.value = { ...typedLine.value!, ...part }; lineUnsaved.value = true; if (lineSaving.value.state !== "changed") standing("waiting"); });
  fails = 0;
  if (lineSaving.value.state !== "changed") later(REST);
}

/** The draft went on without us. Where this line is still as it was, ours goes on top; else whoever types decides. */
async function meet(right: string): Promise<boolean> {
  const [page] = await Promise.all([api.line(right), loadOffer()]);
  if (which !== right) return false;
  linePage.value = page;
  if (offer.value?.sent_by) { standing("locked"); return false; }
  if (JSON.stringify(page.line) === base) return true;
  standing("changed");
  return false;
}

async function saveOnce(right: string): Promise<void> {
  const page = linePage.value, typed = typedLine.value;
  if (!page || !typed || !lineUnsaved.value) return;
  const { line, bad } = lineOf(typed);
  if (Object.keys(bad).length) { standing("bad"); return; }
  standing("saving");
  try {
    const next = await api.saveLine(page.revision, line);
    if (which !== right) return;
    fails = 0;
    base = JSON.stringify(next.line);
    batch(() => { linePage.value = next; lineUnsaved.value = typedLine.value !== typed; lineSaving.value = { state: lineUnsaved.value ? "waiting" : "saved", at: new Date().toISOString(), why: "" }; });
    if (offer.value) void loadOffer();
    if (lineUnsaved.value) later(REST);
  } catch (wrong) { if (which === right) await refused(right, wrong); }
}

async function refused(right: string, wrong: unknown): Promise<void> {
  if (wrong instanceof Problem && wrong.status === 409) {
    const again = await meet(right).catch(() => { standing("failed"); return false; });
    if (again) later(0);
    return;
  }
  if (wrong instanceof Problem && wrong.status < 500 && wrong.status !== 401 && wrong.status !== 429) { standing("refused", typeof wrong.body["detail"] === "string" ? wrong.body["detail"] : ""); return; }
  if (!(wrong instanceof Problem || wrong instanceof NoSignal)) throw wrong;
  standing("failed");
  later(AGAIN[Math.min(fails++, AGAIN.length - 1)]!);
}

/** Saves now, one round at a time: words typed while saving go with the next round. */
export async function saveLine(): Promise<void> {
  clearTimeout(timer);
  while (running) await running;
  if (!lineUnsaved.value || lineSaving.value.state === "changed") return;
  running = saveOnce(which).finally(() => { running = null; });
  await running;
}

/** Two wrote the same line: mine goes on top of theirs, or theirs takes the place of mine. */
export async function keepMine(): Promise<void> { base = JSON.stringify(linePage.value?.line ?? null); standing("waiting"); await saveLine(); }
export function takeTheirs(): void {
  const page = linePage.value;
  if (page) batch(() => { base = JSON.stringify(page.line); typedLine.value = typedOf(page.line, page.right); lineUnsaved.value = false; standing("saved"); });
}

/** The draft says nothing of this right any more: England's words stand alone. */
export async function takeOut(): Promise<void> {
  const page = linePage.value;
  if (!page) return;
  clearTimeout(timer);
  while (running) await running;
  const next = await api.takeOut(page.revision, page.right);
  batch(() => { linePage.value = next; base = JSON.stringify(next.line); typedLine.value = typedOf(next.line, next.right); lineUnsaved.value = false; standing("saved"); });
  await loadOffer();
}
