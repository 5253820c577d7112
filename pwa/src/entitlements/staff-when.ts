import { daysBetween, shortDay, today } from "../shared/intl";
import { t } from "./staff-claims-words";

const weekday = (date: string): string => new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`));

/** Days ahead within which a weekday alone says which day it is. */
const WEEK = 6;

/** The day on which something is promised, in words, and how strongly to say it. */
export function promised(dueOn: string | null, daysLate: number, now = today()): { look: "late" | "soon" | ""; words: string } {
  if (daysLate > 0) return { look: "late", words: t("days late", { n: daysLate }) };
  if (!dueOn) return { look: "", words: t("no day") };
  const ahead = daysBetween(now, dueOn);
  if (ahead < 0) return { look: "late", words: t("days late", { n: -ahead }) };
  if (ahead === 0) return { look: "soon", words: t("today") };
  return { look: ahead <= 1 ? "soon" : "", words: t("by", { day: ahead <= WEEK ? weekday(dueOn) : shortDay(dueOn, now) }) };
}

/** The day of a date or an instant. */
export const dateOf = (at: string): string => at.length === 10 ? at : today(new Date(at));
