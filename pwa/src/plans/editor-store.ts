import { batch, computed, signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { NoSignal, Problem } from "../shared/http";
import { api, type MatterCode, type StaffAction } from "./staff-api";
import { readStaffPlan, staffPlan } from "./staff-store";
import { applied, workOf, type Fresh, type Typed, type Work } from "./editor-typed";

/** In ms: how long typing rests before it is saved; how long saving rests before gaps and hints are read again; the waits after failed tries. */
const REST = 900, REREAD = 2_000, AGAIN = [2_000, 5_000, 15_000, 30_000];

export const typed = signal<Typed>({});
export const fresh = signal<Fresh[]>([]);
/** How saving stands, and when something was last saved (ISO). */
export const saving = signal<{ state: "saved" | "waiting" | "saving" | "failed" | "refused"; at: string | null }>({ state: "saved", at: null });
/** What the server would not take, by action id or "draft"; gone when it is typed over. */
export const refused = signal<ReadonlySet<string>>(new Set());
/** True while something typed is not known to be saved. */
export const unsaved = computed(() => Object.keys(typed.value).length > 0);

let timer = 0, rereading = 0, fails = 0, running: Promise<void> | null = null, whose = "";
// Words of one person's draft that could not be saved yet, while another's is open.
const aside = new Map<string, { typed: Typed; fresh: Fresh[] }>();

function empty(): void {
  clearTimeout(timer);
  clearTimeout(rereading);
  fails = 0;
  batch(() => { typed.value = {}; fresh.value = []; refused.value = new Set(); saving.value = { state: "saved", at: null }; });
}
whenForgotten(() => { whose = ""; aside.clear(); empty(); });

/** Makes the editor this person's. What is typed for one person never shows on, or goes into, another's draft. */
export function openEditor(person: string): void {
  if (whose === person) return;
  if (unsaved.value) aside.set(whose, { typed: typed.value, fresh: fresh.value });
  empty();
  whose = person;
  const back = aside.get(person);
  aside.delete(person);
  if (back) { batch(() => { typed.value = back.typed; fresh.value = back.fresh; saving.value = { state: "waiting", at: null }; }); later(REST); }
}

const later = (ms: number): void => { clearTimeout(timer); timer = window.setTimeout(() => void save(), ms); };

/** Takes what was typed and saves it once typing rests. */
export function write(key: string, value: string): void {
  const about = key.split(":")[0] === "action" ? key.split(":")[1]! : "draft";
  batch(() => {
    typed.value = { ...typed.value, [key]: value };
    if (refused.value.has(about)) refused.value = new Set([...refused.value].filter((one) => one !== about));
    saving.value = { ...saving.value, state: "waiting" };
  });
  fails = 0;
  later(REST);
}

/** A new, empty action in `matter`. It reaches the server with its first words. Gives its id. */
export function addAction(matter: MatterCode): string {
  const id = crypto.randomUUID();
  fresh.value = [...fresh.value, { id, matter }];
  return id;
}

function send(person: string, work: Work): Promise<void> {
  if ("draft" in work) return api.changeDraft(person, work.draft);
  return "change" in work ? api.changeAction(person, work.id, work.change) : api.addAction(person, work.add);
}

/** The server has this now: it stands in the plan on screen, and its keys are forgotten unless they were typed over meanwhile. */
function settle(before: Typed, work: Work): void {
  batch(() => {
    const plan = staffPlan.value;
    if (plan?.draft) staffPlan.value = { ...plan, draft: applied(plan.draft, work, plan.people) };
    if ("add" in work) fresh.value = fresh.value.filter((one) => one.id !== work.add.id);
    typed.value = Object.fromEntries(Object.entries(typed.value).filter(([key, value]) => !(work.keys.includes(key) && before[key] === value)));
  });
}

/** Reads gaps and hints again, never beside a save: an answer older than what was just saved would undo it on screen. */
async function reread(): Promise<void> {
  while (running) await running;
  const person = whose;
  running = readStaffPlan(person).catch(() => undefined).finally(() => { running = null; });
  await running;
}

async function saveOnce(person: string): Promise<void> {
  const plan = staffPlan.value, before = typed.value;
  if (!plan?.draft || plan.person !== person) return;
  const no = new Set<string>();
  let done = 0;
  saving.value = { ...saving.value, state: "saving" };
  try {
    for (const work of workOf(before, plan.draft, fresh.value).filter((one) => !refused.value.has(one.about))) {
      try { await send(person, work); if (whose !== person) return; settle(before, work); done++; } catch (wrong) {
        // What the server would not take must not hold up the rest.
        if (!(wrong instanceof Problem) || wrong.status >= 500 || wrong.status === 401 || wrong.status === 429) throw wrong;
        no.add(work.about);
      }
    }
    if (whose !== person) return;
    fails = 0;
    refused.value = new Set([...refused.value, ...no]);
    saving.value = { state: refused.value.size ? "refused" : "saved", at: done ? new Date().toISOString() : saving.value.at };
    clearTimeout(rereading);
    if (done) rereading = window.setTimeout(() => void reread(), REREAD);
  } catch (wrong) {
    if (!(wrong instanceof Problem || wrong instanceof NoSignal)) throw wrong;
    if (whose !== person) return;
    saving.value = { ...saving.value, state: "failed" };
    later(AGAIN[Math.min(fails++, AGAIN.length - 1)]!);
  }
}

/** Saves now, one round at a time: words typed while saving go with the next round. */
export async function save(): Promise<void> {
  clearTimeout(timer);
  while (running) await running;
  const person = whose;
  if (!unsaved.value) { if (saving.value.state === "waiting") saving.value = { ...saving.value, state: "saved" }; return; }
  running = saveOnce(person).finally(() => { running = null; });
  await running;
}

/** Takes an action out of the draft. */
export async function removeAction(person: string, action: Pick<StaffAction, "id">): Promise<void> {
  while (running) await running;
  const isFresh = fresh.value.some((one) => one.id === action.id);
  if (!isFresh) await api.removeAction(person, action.id);
  batch(() => {
    fresh.value = fresh.value.filter((one) => one.id !== action.id);
    typed.value = Object.fromEntries(Object.entries(typed.value).filter(([key]) => !key.startsWith(`action:${action.id}:`)));
  });
  if (!isFresh) await readStaffPlan(person);
}

/** Saves what is left, then writes the draft down as finished. It cannot be changed afterwards. */
export async function finish(person: string): Promise<void> { await save(); await api.finish(person); await readStaffPlan(person); }

/** Saves what is left, then shares. Throws not-ready with its gaps, or say-why with its hints, when the server does not share yet. */
export async function share(person: string, why: string | null): Promise<void> {
  await save();
  if (unsaved.value) throw new NoSignal("unsaved words");
  await api.share(person, why);
  await readStaffPlan(person);
}
