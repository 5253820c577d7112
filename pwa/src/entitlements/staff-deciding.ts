import type { Claim, DecideIn, Pot } from "./staff-api";
import { money, penceOf } from "./amounts";
import { t } from "./staff-claims-words";

export type Deciding = { decision: DecideIn["decision"] | undefined; sum: string; code: NonNullable<DecideIn["reason_code"]>; why: string };
export type Bad = Partial<Record<"decision" | "sum" | "code" | "why", string>>;

export const CODES = ["already_had", "not_for_this", "over_the_limit", "not_enough_told", "other_money", "not_offered", "other"] as const;

/** What is wrong with a decision before it is sent: nothing where it may go. `left` is what the pot still holds. */
export function badOf(said: Deciding, of: Pick<Claim, "pence">, pot: Pot | null, name: string): Bad {
  const bad: Bad = {}, sum = penceOf(said.sum), some = said.decision === "yes" || said.decision === "partly";
  if (!said.decision) bad.decision = t("decide");
  if (some && sum === undefined) bad.sum = t("sum wrong");
  else if (some && sum === null && (of.pence !== null || pot)) bad.sum = t("sum missing");
  else if (some && pot && sum && sum > pot.left) bad.sum = t("sum over", { over: money(sum - pot.left) });
  else if (said.decision === "yes" && of.pence !== null && sum && sum < of.pence) bad.sum = t("sum under asked", { name });
  else if (said.decision === "partly" && of.pence !== null && sum && sum > of.pence) bad.sum = t("sum over asked", { name });
  if (said.decision === "partly" || said.decision === "no") {
    if (!said.code) bad.code = t("code missing");
    if (!said.why.trim()) bad.why = t("why missing", { name });
  }
  return bad;
}

/** The request that a decision makes. */
export function decisionOf(said: Deciding): DecideIn {
  const no = said.decision === "no", yes = said.decision === "yes";
  return { decision: said.decision!, pence: no ? null : penceOf(said.sum) ?? null, reason_code: yes ? "" : said.code, reason: yes ? "" : said.why.trim() };
}
