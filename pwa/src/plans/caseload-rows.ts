import { dayOf, daysBetween } from "../shared/intl";
import type { CaseRow } from "./staff-api";

export type CaseTab = "needs" | "everyone" | "waiting";
export const GROUPS = ["today", "week", "later"] as const;

/** True when the adviser has the next step. */
export const needsAdviser = (row: CaseRow): boolean => row.need !== "" && row.need !== "none" && !row.need.startsWith("wait");

/** True when a shared plan waits for its reader, or a phone for its owner. */
export const waitsForOthers = (row: CaseRow): boolean => row.need.startsWith("wait");

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase("en-GB");

/** The rows of a tab whose name holds every word typed, accents or not. */
export function rowsOf(people: readonly CaseRow[], tab: CaseTab, text: string): CaseRow[] {
  const asked = plain(text).split(/\s+/).filter(Boolean);
  const inTab = tab === "needs" ? needsAdviser : tab === "waiting" ? waitsForOthers : () => true;
  return people.filter((row) => inTab(row) && asked.every((word) => plain(`${row.name} ${row.known_as}`).includes(word)));
}

/** The rows of one group, in the server's order: legal date, then promise. */
export const groupOf = (rows: readonly CaseRow[], group: CaseRow["group"]): CaseRow[] => rows.filter((row) => row.group === group);

/** How near a date is, and how strongly to say so. `soon` is within a week. */
export function nearness(by: string | null, lateDays: number, today: string): { look: "late" | "soon" | ""; days: number } {
  if (lateDays > 0) return { look: "late", days: lateDays };
  const days = by ? daysBetween(today, by) : Number.POSITIVE_INFINITY;
  return days < 0 ? { look: "late", days: -days } : { look: days <= 6 ? "soon" : "", days };
}

/** The day something happened, from a date or an instant. */
export const dateOf = (at: string): string => at.length === 10 ? at : dayOf(at);
