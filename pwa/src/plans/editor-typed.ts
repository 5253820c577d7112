import type { PartCode } from "../shared/api";
import type { ActionChange, Doer, DraftChange, MatterCode, NewAction, StaffAction, StaffVersion } from "./staff-api";

/** What was typed and is not known to be saved. A key says where: matter:<code>:<field>, part:<code>, or action:<id>:<field>. */
export type Typed = Readonly<Record<string, string>>;
export type ActionField = "matter" | "what" | "by_whom" | "by_name" | "by_when" | "helps" | "plan_b";
/** An action made here that the server does not have yet. */
export type Fresh = { id: string; matter: MatterCode };

/** The value of "who" that means somebody who is not in the list, by name. */
export const SOMEONE_ELSE = "other";

export const matterKey = (code: string, field: "need" | "support"): string => `matter:${code}:${field}`;
export const partKey = (code: PartCode): string => `part:${code}`;
export const actionKey = (id: string, field: ActionField): string => `action:${id}:${field}`;

/** One request that saves something, and the keys it saves. */
export type Work = { keys: string[]; about: string } & ({ draft: DraftChange } | { add: NewAction } | { change: ActionChange; id: string });

function changeOf(fields: Record<string, string>): ActionChange {
  const change: ActionChange = {};
  if (fields["matter"] !== undefined) change.matter = fields["matter"] as MatterCode; // one of the list it was chosen from
  if (fields["what"]?.trim()) change.what = fields["what"].trim();
  if (fields["helps"] !== undefined) change.helps = fields["helps"].trim();
  if (fields["plan_b"] !== undefined) change.plan_b = fields["plan_b"].trim();
  if (fields["by_when"] !== undefined) change.by_when = fields["by_when"] || null;
  const whom = fields["by_whom"];
  if (whom !== undefined && whom !== SOMEONE_ELSE) { change.by_whom = whom || null; change.by_name = ""; }
  if (whom === SOMEONE_ELSE) { change.by_whom = null; change.by_name = fields["by_name"]?.trim() ?? ""; }
  else if (whom === undefined && fields["by_name"] !== undefined) { change.by_whom = null; change.by_name = fields["by_name"].trim(); }
  return change;
}

function draftWork(typed: Typed, draft: StaffVersion): Work[] {
  const matters = draft.parts.flatMap((part) => part.matters), keys: string[] = [], change: DraftChange = {};
  for (const { code, need, support } of matters) {
    const mine = [matterKey(code, "need"), matterKey(code, "support")].filter((key) => key in typed);
    if (!mine.length) continue;
    keys.push(...mine);
    (change.matters ??= []).push({ code, need: typed[matterKey(code, "need")] ?? need, support: typed[matterKey(code, "support")] ?? support });
  }
  for (const { code } of draft.parts) {
    const words = typed[partKey(code)];
    if (words !== undefined) { keys.push(partKey(code)); (change.if_things_change ??= []).push({ part: code, words }); }
  }
  return keys.length ? [{ keys, about: "draft", draft: change }] : [];
}

/** The requests that save what was typed. An action without words for what will happen waits: the server takes none like that. */
export function workOf(typed: Typed, draft: StaffVersion, fresh: readonly Fresh[]): Work[] {
  const actions = new Map<string, Record<string, string>>();
  for (const [key, value] of Object.entries(typed)) {
    const [kind, id, field] = key.split(":");
    if (kind === "action" && id && field) actions.set(id, { ...actions.get(id), [field]: value });
  }
  const work = draftWork(typed, draft);
  for (const [id, fields] of actions) {
    const made = fresh.find((one) => one.id === id), change = changeOf(fields);
    const keys = Object.keys(fields).filter((field) => field !== "what" || change.what).map((field) => actionKey(id, field as ActionField));
    if (!made && keys.length && Object.keys(change).length) work.push({ keys, about: id, id, change });
    if (made && change.what) work.push({ keys, about: id, add: { id, matter: made.matter, by_whom: null, by_name: "", by_when: null, helps: "", plan_b: "", ...change, what: change.what } });
  }
  return work;
}

function actionWith(action: StaffAction, change: ActionChange, people: readonly Doer[]): StaffAction {
  const next: StaffAction = { ...action };
  if (change.what !== undefined) next.what = change.what;
  if (change.matter !== undefined) next.matter = change.matter;
  if (change.helps !== undefined) next.helps = change.helps;
  if (change.plan_b !== undefined) next.plan_b = change.plan_b;
  if (change.by_when !== undefined) next.by_when = change.by_when;
  if (change.by_whom !== undefined || change.by_name !== undefined) {
    const name = people.find((one) => one.id === change.by_whom)?.name ?? change.by_name ?? "";
    next.by_whom = change.by_whom ?? null;
    next.who = { you: false, name, given_name: name };
  }
  return next;
}

const EMPTY = { what: "", who: { you: false, name: "", given_name: "" }, by_whom: null, by_when: null, helps: "", status: "to_do" as const, done_on: null, plan_b: "" };

/** An action before its first words. */
export const emptyAction = (id: string, matter: MatterCode): StaffAction => ({ ...EMPTY, id, matter });

/** The draft with what the server just took. Reading it all again after each save would be one more look at the person each time. */
export function applied(draft: StaffVersion, work: Work, people: readonly Doer[]): StaffVersion {
  const parts = draft.parts.map((part) => {
    if ("draft" in work) return {
      ...part, matters: part.matters.map((matter) => work.draft.matters?.find((one) => one.code === matter.code) ?? matter),
      if_things_change: work.draft.if_things_change?.find((one) => one.part === part.code)?.words ?? part.if_things_change,
    };
    if ("change" in work) return { ...part, actions: part.actions.map((action) => action.id === work.id ? actionWith(action, work.change, people) : action) };
    const here = part.matters.some((matter) => matter.code === work.add.matter) && !part.actions.some((action) => action.id === work.add.id);
    return here ? { ...part, actions: [...part.actions, actionWith(emptyAction(work.add.id, work.add.matter), work.add, people)] } : part;
  });
  return { ...draft, parts };
}
