import type { Action, MyPlan, Part, PartCode, Review } from "../shared/api";
import type { ChipLook, IconName, StopLook } from "../shared/ui";
import { daysBetween } from "../shared/intl";

/** The eight parts in the order shown, each with its icon. */
export const PARTS: [PartCode, IconName][] = [
  ["home", "house"], ["learning", "graduation-cap"], ["health", "heart-pulse"], ["money", "wallet"], ["people", "users"], ["skills", "cooking-pot"], ["identity", "id-card"], ["plan_b", "shield"],
];

export const isPart = (code: string): code is PartCode => PARTS.some(([one]) => one === code);

// A date is missing only where an old plan came from elsewhere without one: such an action comes last.
const earlier = (a: Action, b: Action): number => (a.by_when ?? "9").localeCompare(b.by_when ?? "9");

/** In date order; what comes first is at the top. */
export const inOrder = (actions: Action[]): Action[] => [...actions].sort(earlier);

export const isOpen = (a: Action): boolean => a.status === "to_do" || a.status === "going";

export type Standing = "done" | "missed" | "you" | "late" | "going";

/** How an action stands on `today`. What the young person does themself is never called late. */
export function standing(a: Action, today: string): Standing {
  if (a.status === "done") return "done";
  if (a.status === "did_not_happen") return "missed";
  if (a.who.you) return "you";
  return a.by_when !== null && a.by_when < today ? "late" : "going";
}

export const STOP: Record<Standing, StopLook> = { done: "done", missed: "to_come", you: "you", late: "late", going: "going" };
export const CHIP: Record<Standing, ChipLook> = { done: "done", missed: "", you: "you", late: "late", going: "going" };

/** The action of a part that comes next, if any is left. */
export const nextOf = (part: Part): Action | undefined => inOrder(part.actions.filter(isOpen))[0];

export const doneOf = (part: Part): number => part.actions.filter((a) => a.status === "done").length;

/** What the young person has taken on and is due within `days`, or was due before: soonest first. */
export const ownDue = (plan: MyPlan, today: string, days = 28): { action: Action; part: PartCode }[] =>
  (plan.version?.parts ?? []).flatMap((part) => part.actions.filter((a) => a.who.you && isOpen(a) && a.by_when !== null && daysBetween(today, a.by_when) <= days).map((action) => ({ action, part: part.code })))
    .sort((a, b) => earlier(a.action, b.action));

export type ReviewSaying = "set" | "coming" | "changing" | "asked" | "due" | "late" | "none";

/** Which sentence about the next review is true on `today`. */
export function reviewSaying(review: Review, today: string): ReviewSaying {
  if (review.at) return review.answer === "coming" ? "coming" : review.answer === "change" ? "changing" : "set";
  if (review.why === "asked") return "asked";
  if (!review.due_on) return "none";
  return review.due_on < today ? "late" : "due";
}
