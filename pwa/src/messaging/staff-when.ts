import { dayOf, daysBetween, plainDay, shortDay, time, today } from "../shared/intl";
import { daysLate } from "./staff-inbox-store";
import { t } from "./staff-words";

const weekday = (date: string): string => new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`));

/** Days back within which a weekday alone says which day it was. */
const WEEK = 6;

/** "9:02am" today, "Tue, 9:02am" within the week, else "24 Feb". Takes an instant. */
export function sinceWhen(at: string, now = today()): string {
  const date = dayOf(at), days = daysBetween(date, now);
  return days <= 0 ? time(at) : days <= WEEK ? t("day time", { day: weekday(date), time: time(at) }) : shortDay(date, now);
}

/** "Today", "Tue" within the week, else "24 Feb". Takes an instant. */
export function lastDay(at: string, now = today()): string {
  const date = dayOf(at), days = daysBetween(date, now);
  return days <= 0 ? t("today") : days <= WEEK ? weekday(date) : shortDay(date, now);
}

/** The London day in which an instant's last moment falls: midnight that ends Thursday is still Thursday. */
export const lastDayOf = (end: string): string => dayOf(new Date(Date.parse(end) - 1).toISOString());

/** What the reply promise says now, and how strongly. */
export function promise(replyBy: string, late: boolean, now = today()): { look: "late" | "soon" | ""; words: string } {
  const date = lastDayOf(replyBy), over = daysLate(date, now), ahead = -daysBetween(date, now);
  if (late || over > 0) return { look: "late", words: over > 0 ? t("late", { n: over }) : t("late today") };
  if (ahead === 0) return { look: "soon", words: t("reply today") };
  return { look: ahead <= 1 ? "soon" : "", words: t("reply by", { day: ahead <= WEEK ? weekday(date) : plainDay(date, now) }) };
}

/** True from 10pm to 8am in London, when a phone may be quiet. */
export function isNight(at: Date = new Date()): boolean {
  const hour = Number(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", hourCycle: "h23" }).format(at));
  return hour >= 22 || hour < 8;
}
