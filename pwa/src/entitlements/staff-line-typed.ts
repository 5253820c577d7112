import { penceOf } from "./amounts";
import type { AmountIn, LineIn, Wrong } from "./staff-api";
import { typedPounds } from "./staff-money";
import { t } from "./staff-line-words";
import type { Topic } from "./types";

/** One row of a table of amounts as it is typed. */
export type AmountTyped = {
  how: AmountIn["how"]; sum: string; percent: string; hours: string; unit: NonNullable<AmountIn["unit"]>; parts: { sum: string; when: string }[]; loan: boolean; words: string; for_whom: string; rule: string; valid_from: string; valid_to: string;
};

/** One line as it is typed: texts, so that nothing half written is lost. Empty words leave England's. */
export type LineTyped = {
  right: string; offered: LineIn["offered"]; title: string; one_line: string; about: string; who: string; topic: Topic | ""; icon: string; rule: string; given: NonNullable<LineIn["given"]> | ""; local: string;
  own_amounts: boolean; amounts: AmountTyped[]; pot: string; cap: string; steps: string; show: string; if_no: string; in_app: "yes" | "no" | ""; answer_days: string; source: string; link: string; valid_from: string; valid_to: string; last_checked: string; review_by: string;
};

/** What is wrong, by where it stands: "amounts[0].pence", "rule". */
export type Bad = Readonly<Record<string, string>>;

export const NO_AMOUNT: AmountTyped = { how: "exact", sum: "", percent: "", hours: "", unit: "once", parts: [], loan: false, words: "", for_whom: "", rule: "", valid_from: "", valid_to: "" };

/** A row of a table as it is typed. */
export const amountTyped = (one: AmountIn): AmountTyped => ({
  how: one.how, sum: typedPounds(one.pence), percent: one.percent == null ? "" : String(one.percent), hours: one.hours == null ? "" : String(one.hours), unit: one.unit ?? "once", parts: (one.parts ?? []).map((part) => ({ sum: typedPounds(part.pence), when: part.when })),
  loan: one.loan ?? false, words: one.words ?? "", for_whom: one.for_whom ?? "", rule: one.rule ?? "", valid_from: one.valid_from ?? "", valid_to: one.valid_to ?? "",
});

/** The draft's line as it is typed; a line of nothing yet where there is none. */
export function typedOf(line: LineIn | null, right: string): LineTyped {
  const one: Partial<LineIn> = line ?? {};
  return {
    right, offered: one.offered ?? "yes", title: one.title ?? "", one_line: one.one_line ?? "", about: one.about ?? "", who: one.who ?? "", topic: one.topic ?? "", icon: one.icon ?? "", rule: one.rule ?? "", given: one.given ?? "", local: one.local ?? "",
    own_amounts: one.amounts != null, amounts: (one.amounts ?? []).map(amountTyped), pot: one.pot ?? "", cap: typedPounds(one.cap), steps: (one.steps ?? []).join("\n"), show: (one.show ?? []).join("\n"), if_no: one.if_no ?? "",
    in_app: one.in_app == null ? "" : one.in_app ? "yes" : "no", answer_days: one.answer_days == null ? "" : String(one.answer_days), source: one.source ?? "", link: one.link ?? "", valid_from: one.valid_from ?? "", valid_to: one.valid_to ?? "", last_checked: one.last_checked ?? "", review_by: one.review_by ?? "",
  };
}

/** A whole number of what was typed; null for nothing, undefined for anything else. */
function whole(typed: string): number | null | undefined {
  const bare = typed.trim();
  return bare === "" ? null : /^\d{1,5}$/.test(bare) ? Number(bare) : undefined;
}

const listOf = (typed: string): string[] | null => { const lines = typed.split("\n").map((one) => one.trim()).filter(Boolean); return lines.length ? lines : null; };

/** Whether a row of this kind has a sum of money. */
export const hasSum = (how: AmountIn["how"]): boolean => how === "exact" || how === "up_to" || how === "at_least";

function amountOf(one: AmountTyped, at: string, bad: Record<string, string>): AmountIn {
  const sum = penceOf(one.sum), percent = whole(one.percent), hours = whole(one.hours), parts = one.unit === "parts" ? one.parts.filter((part) => part.sum.trim() || part.when.trim()) : [];
  if (hasSum(one.how) && sum === undefined) bad[`${at}.pence`] = t("sum wrong");
  if (one.how === "percent" && (percent === undefined || (percent ?? 0) > 100)) bad[`${at}.percent`] = t("percent wrong");
  if (one.how === "hours" && hours === undefined) bad[`${at}.hours`] = t("number wrong");
  const whole_parts = parts.map((part, i) => { const each = penceOf(part.sum); if (!each || !part.when.trim()) bad[`${at}.parts[${i}]`] = t("part wrong"); return { pence: each ?? 0, when: part.when.trim() || "-" }; });
  return {
    how: one.how, pence: hasSum(one.how) ? sum ?? null : null, percent: one.how === "percent" ? percent ?? null : null, hours: one.how === "hours" ? hours ?? null : null, unit: one.unit, parts: whole_parts, loan: one.loan,
    words: one.words.trim(), for_whom: one.for_whom.trim(), rule: one.rule.trim() ? one.rule : "", valid_from: one.valid_from || null, valid_to: one.valid_to || null,
  };
}

/** The line that was typed, and what cannot be sent as it is. Nothing is sent while anything is bad. */
export function lineOf(typed: LineTyped): { line: LineIn; bad: Bad } {
  const bad: Record<string, string> = {}, cap = penceOf(typed.cap), days = whole(typed.answer_days);
  if (cap === undefined) bad["cap"] = t("sum wrong");
  if (days === undefined || days === 0 || (days ?? 0) > 60) bad["answer_days"] = t("days wrong");
  const line: LineIn = {
    right: typed.right, offered: typed.offered, title: typed.title.trim(), one_line: typed.one_line.trim(), about: typed.about.trim(), who: typed.who.trim(), topic: typed.topic || null, icon: typed.icon.trim(), rule: typed.rule.trim() ? typed.rule : "", given: typed.given || null, local: typed.local.trim(),
    amounts: typed.own_amounts ? typed.amounts.map((one, i) => amountOf(one, `amounts[${i}]`, bad)) : null, pot: typed.pot, cap: cap ?? null, steps: listOf(typed.steps), show: listOf(typed.show), if_no: typed.if_no.trim(),
    in_app: typed.in_app === "" ? null : typed.in_app === "yes", answer_days: days ?? null, source: typed.source.trim(), link: typed.link.trim(), valid_from: typed.valid_from || null, valid_to: typed.valid_to || null, last_checked: typed.last_checked || null, review_by: typed.review_by || null,
  };
  return { line, bad };
}

/** The path of a fault without the name of its right: "council_grant: amounts[0].rule" is "amounts[0].rule". */
export const placeOf = (wrong: Pick<Wrong, "where">): string => wrong.where.replace(/^[a-z][a-z0-9_]*:\s*/, "");

/** Each of these places on the screen has its own fault below it; a fault of any other place stands at the top. */
const SHOWN = /^(?:title|one_line|about|who|rule|local|pot|cap|if_no|in_app|answer_days|source|link|valid_from|valid_to|last_checked|review_by|topic|given|icon|steps(?:\[\d+\])?|show(?:\[\d+\])?|amounts\[\d+\](?:\..+)?)$/;
export const isPlaced = (wrong: Pick<Wrong, "where">): boolean => SHOWN.test(placeOf(wrong));

/** The faults that stand at a place, or inside it. */
export const wrongAt = (wrong: readonly Wrong[], at: string): Wrong[] => wrong.filter((one) => { const place = placeOf(one); return place === at || place.startsWith(`${at}[`) || place.startsWith(`${at}.`); });

/** The fields in which two versions of a line differ, by name. */
export const differing = (one: LineTyped, other: LineTyped): (keyof LineTyped)[] => (Object.keys(one) as (keyof LineTyped)[]).filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]));

/** Where in a text a line and a column stand, both from 1; the end where the text is shorter. */
export function indexOf(text: string, line: number, column: number): number {
  const lines = text.split("\n"), before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(text.length, before + column - 1);
}

/** The word that begins at an index, to be marked: one letter where a blank or the end stands there. */
export function wordAt(text: string, index: number): string { return /^[^\s(),]+|^[(),]/.exec(text.slice(index))?.[0] ?? ""; }

/** A fact with its value as a rule writes it, put in at a caret with blanks around it. Gives the text and where the caret goes. */
export function putIn(text: string, from: number, to: number, piece: string): { text: string; at: number } {
  const before = text.slice(0, from), after = text.slice(to), lead = before && !/[\s(]$/.test(before) ? " " : "", trail = after && !/^[\s),]/.test(after) ? " " : "";
  return { text: before + lead + piece + trail + after, at: (before + lead + piece).length };
}
