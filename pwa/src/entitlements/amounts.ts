import { LOCALE } from "../shared/intl";
import type { Amount, Pot } from "./types";
import { t } from "./amounts-words";

const whole = new Intl.NumberFormat(LOCALE, { style: "currency", currency: "GBP", maximumFractionDigits: 0 }), exact = new Intl.NumberFormat(LOCALE, { style: "currency", currency: "GBP" });

/** "£3,000", or "£338.58" where pence count. Takes pence. */
export const money = (pence: number): string => (pence % 100 ? exact : whole).format(pence / 100);

/** How much, as one phrase: "Up to £1,200 a year". Empty where there is no sum to say. */
export function amountWords(a: Amount): string {
  if (a.how === "percent") return a.percent === null ? "" : t("percent", { n: a.percent });
  if (a.how === "hours") return a.hours === null ? "" : t(`hours ${a.unit === "parts" ? "once" : a.unit}`, { n: a.hours });
  if (a.how === "not_published") return t(a.how);
  if (a.how === "help" || a.how === "by_reference" || a.pence === null) return "";
  return t(`${a.how} ${a.unit}`, { sum: money(a.pence), n: a.parts.length });
}

/** Whether it is paid back; empty where no money is given. */
export const backWords = (a: Amount): string => a.loan ? t("loan") : a.pence ? t("not a loan") : "";

/** All that is to say of a sum, in sentences. */
export function sumSentences(a: Amount): string {
  const sum = amountWords(a);
  return [sum && `${sum}.`, a.words, backWords(a)].filter(Boolean).join(" ");
}

/** "You have £1,860 left." */
export const leftWords = (pot: Pot): string => t("pot left", { left: money(pot.left) });

/** The short line under a title: how much, and what is left of it. */
export function shortAmount(amount: Amount | null, pot: Pot | null): string {
  return [amount && amount.how !== "not_published" && amountWords(amount), pot && pot.spent > 0 ? leftWords(pot) : ""].filter(Boolean).join(". ");
}

/** What was typed as a sum of money, in pence: "540", "£1,200.50". Undefined when it is no sum, null when nothing was typed. */
export function penceOf(typed: string): number | null | undefined {
  const bare = typed.replace(/[£,\s]/g, "");
  if (!bare) return null;
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(bare)) return undefined;
  const pence = Math.round(Number(bare) * 100);
  return pence > 0 && pence <= 10_000_000 ? pence : undefined;
}
