import type { Paper, Written } from "./staff-api";

export const GROUPS = ["late", "your_turn", "going", "to_come", "with_you", "not_needed"] as const;

/** The day that counts: of the step, else of the paper. What their 18th birthday has overtaken is no day any more. */
export const dueOn = (one: Paper): string | null => one.next_by ?? (one.days_left === null ? null : one.have_by);

/** What stands in a group, the earliest day first. */
export const inGroup = (all: readonly Paper[], group: Paper["standing"]): Paper[] =>
  all.filter((one) => one.standing === group).sort((a, b) => (dueOn(a) ?? "9").localeCompare(dueOn(b) ?? "9"));

export type Typed = { status: Paper["status"] | ""; words: string; where: string; who: NonNullable<Written["next_who"]> | ""; name: string; what: string; by: string; expires: string };
export type Missing = Partial<Record<"status" | "words" | "name" | "what" | "by", true | "past">>;

/** What a form still lacks: a status; why it is not needed; a step is who, what and by when together, or none. */
export function missing(typed: Typed, today: string): Missing {
  const lacks: Missing = {};
  if (!typed.status) lacks.status = true;
  if (typed.status === "not_needed" && !typed.words.trim()) lacks.words = true;
  if (!typed.who) return lacks;
  if (typed.who === "someone_else" && !typed.name.trim()) lacks.name = true;
  if (!typed.what.trim()) lacks.what = true;
  if (!typed.by) lacks.by = true; else if (typed.by < today) lacks.by = "past";
  return lacks;
}

/** The form as the server takes it. Without a person there is no step. */
export function writtenOf(id: string, typed: Typed): Written {
  const { who } = typed;
  return {
    id, status: typed.status as Paper["status"], words: typed.words.trim(), where: typed.where.trim(), expires_on: typed.expires || null,
    next_who: who || null, next_name: who === "someone_else" ? typed.name.trim() : "", next_what: who ? typed.what.trim() : "", next_by: who ? typed.by : null,
  };
}
