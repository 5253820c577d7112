import { plainDay } from "../shared/intl";
import { Icon } from "../shared/ui";
import type { OfferLinePage } from "./staff-api";
import { wrongAt, type LineTyped } from "./staff-line-typed";
import { t } from "./staff-line-words";
import { hardOf, readingAge } from "./staff-plain";

function Check({ ok, title, sub }: { ok: boolean; title: string; sub?: string }) {
  return <li class={`hint-card ${ok ? "ok" : "fix"}`}><Icon name={ok ? "circle-check" : "pencil"} /><span><b>{title}</b>{sub && <><br /><span class="soft">{sub}</span></>}</span></li>;
}

/** Everything in it that a young person reads. */
export const wordsOf = (typed: LineTyped): string => [typed.title, typed.one_line, typed.about, typed.who, typed.local, typed.steps, typed.show, typed.if_no, ...(typed.own_amounts ? typed.amounts.flatMap((one) => [one.words, one.for_whom]) : [])].map((one) => one.trim()).filter(Boolean).join("\n");

/** Whether the line can be understood and trusted, point by point. Hints stop nobody. */
export function LineCheck({ page, typed }: { page: OfferLinePage; typed: LineTyped }) {
  const words = wordsOf(typed), hard = hardOf(words), long = hard.filter((one) => one.kind === "long").length, office = hard.length - long, age = readingAge(words), rule = wrongAt(page.wrong, "rule");
  return (
    <section class="group" aria-labelledby="check"><div class="pad check-head"><h2 id="check">{t("check")}</h2><p class="small soft">{words ? t("check how") : t("check none")}</p></div>
      <ul aria-live="polite">
        {age > 0 && <Check ok={age <= 11} title={t("check age", { n: age })} sub={t(age <= 11 ? "check easy" : "check hard")} />}
        {words && <Check ok={!long} title={long ? t("check long", { n: long }) : t("check long ok")} />}
        {words && <Check ok={!office} title={office ? t("check words", { n: office }) : t("check words ok")} />}
        <Check ok={!rule.length} title={typed.rule.trim() ? t(rule.length ? "check rule" : "check rule ok") : t("check rule none")} />
        <Check ok={Boolean(typed.review_by)} title={typed.review_by ? t("check review ok", { date: plainDay(typed.review_by) }) : t("check review")} />
      </ul></section>
  );
}
