import { daysBetween } from "../shared/intl";
import type { MyRight, Question } from "./api";
import { TOPICS } from "./icons";
import type { PackRight, Standing, Topic } from "./types";

/** One of theirs with its public words. */
export type Known = { mine: MyRight; pack: PackRight };

/** Eight weeks: what ends within them is told (as ENDS_SOON_DAYS in the engine). */
const SOON = 56;

/** The last day of what ends soon, also of what they only may get: after it nobody can ask any more. */
export const endsSoon = ({ standing, until_on }: Pick<MyRight, "standing" | "until_on">, on: string): string | undefined =>
  until_on && (standing === "ends_soon" || (standing === "may" && daysBetween(on, until_on) <= SOON)) ? until_on : undefined;

/** The order on the screen: what is running out first, what is not for them now last. */
export const ORDER: readonly Standing[] = ["ends_soon", "can", "may", "later", "not_now"];

/** Theirs, each with its words, by how it stands. What this phone has no words for yet is left out. */
export function byStanding(rights: MyRight[], packs: PackRight[]): Record<Standing, Known[]> {
  const words = new Map(packs.map((one) => [one.id, one])), found: Record<Standing, Known[]> = { ends_soon: [], can: [], may: [], later: [], not_now: [] };
  for (const mine of rights) {
    const pack = words.get(mine.id);
    if (pack) found[mine.standing].push({ mine, pack });
  }
  found.ends_soon.sort((a, b) => (a.mine.until_on ?? "").localeCompare(b.mine.until_on ?? ""));
  // Money has its sum to say; the rest stays in the pack's order.
  found.can.sort((a, b) => Number(!a.mine.amount?.pence) - Number(!b.mine.amount?.pence));
  found.later.sort((a, b) => (a.mine.from_on ?? "9").localeCompare(b.mine.from_on ?? "9"));
  // What one answer settles comes first.
  found.may.sort((a, b) => Number(!a.mine.question) - Number(!b.mine.question));
  return found;
}

/** The public lines by topic, in the order of the topics; empty topics are left out. */
export function byTopic(packs: PackRight[]): [Topic, PackRight[]][] {
  return TOPICS.map((topic): [Topic, PackRight[]] => [topic, packs.filter((one) => one.topic === topic)]).filter(([, some]) => some.length > 0);
}

/** The question that the most of these wait for, and how many do. What is private is asked last. */
export function nextQuestion(may: Known[]): { question: Question; n: number } | undefined {
  const asked = new Map<string, { question: Question; n: number }>();
  for (const { mine: { question } } of may) if (question) asked.set(question.fact, { question, n: (asked.get(question.fact)?.n ?? 0) + 1 });
  return [...asked.values()].sort((a, b) => Number(a.question.private) - Number(b.question.private) || b.n - a.n)[0];
}

const plain = (words: string): string => words.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, "");

/** The lines in which every word that was typed begins a word. */
export function found(packs: PackRight[], typed: string): PackRight[] {
  const asked = plain(typed).split(/[^a-z0-9£]+/).filter(Boolean);
  if (!asked.length) return packs;
  return packs.filter((one) => {
    const words = plain([one.title, one.one_line, one.about, one.who, one.local].join(" ")).split(/[^a-z0-9£]+/);
    return asked.every((part) => words.some((word) => word.startsWith(part)));
  });
}
