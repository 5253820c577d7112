import { plainDay } from "../shared/intl";
import type { Paper } from "./api";
import { t } from "./words";

/** Up to so many days the days are counted, from then on months. */
const DAYS = 60, MONTH = 30.44;

/** By when it is good to have it, and how long that is: a row of facts, or none. What has passed blames nobody. */
export function goodBy(one: Paper, now: string): [string, string][] {
  if (one.have_by === null || one.days_left === null) return [];
  const n = one.days_left, day = plainDay(one.have_by, now);
  if (n < 0) return [[t("good by"), t("good was", { day })]];
  return [[t("good by"), n === 0 ? t("good today") : n <= DAYS ? t("good days", { day, n }) : t("good months", { day, n: Math.round(n / MONTH) })]];
}
