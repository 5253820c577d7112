import { useState } from "preact/hooks";
import { plainDay } from "../shared/intl";
import { Icon } from "../shared/ui";
import { amountWords, money } from "./amounts";
import type { OfferLinePage, PackRight } from "./staff-api";
import { t } from "./staff-line-words";

/** One right as it shows on a phone, without what is one person's own. */
function OnPhone({ of }: { of: PackRight }) {
  const gone = of.offered === "no" ? t("not offered") : of.offered === "not_yet" ? t("not yet") : of.offered === "not_said" ? t("not said") : "", source = of.local_source ?? of.source;
  return (
    <div class="on-phone">
      <h3>{of.title}</h3>{of.one_line && <p class="soft">{of.one_line}</p>}
      {gone ? <p class="p-gone"><Icon name="circle-alert" /><b>{gone}</b></p> : of.amounts.map((one, i) => <div class="p-amount" key={i}>{one.for_whom && <p class="small soft">{one.for_whom}</p>}<p class="p-sum num">{amountWords(one) || one.words}</p>{one.parts.map((part) => <p class="small" key={part.when}>{t("p parts", { sum: money(part.pence), when: part.when })}</p>)}{one.loan && <p class="small">{t("p loan")}</p>}{amountWords(one) && one.words && <p class="small soft">{one.words}</p>}</div>)}
      {of.local && <div class="p-local"><h4>{t("p local")}</h4><p>{of.local}</p></div>}
      {of.about && <p>{of.about}</p>}
      {of.who && <div><h4>{t("p who")}</h4><p>{of.who}</p></div>}
      {!gone && of.steps.length > 0 && <div><h4>{t("p steps")}</h4><ol class="p-steps">{of.steps.map((one) => <li key={one}>{one}</li>)}</ol></div>}
      {!gone && of.show.length > 0 && <div><h4>{t("p show")}</h4><ul class="plain-list">{of.show.map((one) => <li key={one}>{one}</li>)}</ul></div>}
      {of.if_no && <div><h4>{t("p if no")}</h4><p>{of.if_no}</p></div>}
      <p class="small soft">{t("p source", { source: source.words, date: plainDay(of.last_checked) })}</p>
    </div>
  );
}

/** The line as a young person sees it: drafted, published, or England's own. */
export function Preview({ page }: { page: OfferLinePage }) {
  const sides = (["drafted", "published", "national"] as const).filter((one) => page[one]), [which, show] = useState<(typeof sides)[number]>("drafted"), here = sides.includes(which) ? which : sides[0];
  return (
    <section class="group pad" aria-labelledby="preview"><h2 id="preview">{t("preview")}</h2><p class="small soft">{t("preview how")}</p>
      {sides.length > 1 && <label class="field"><span class="vh">{t("preview which")}</span><select value={here} onChange={(e) => show(e.currentTarget.value as typeof which)}>{sides.map((one) => <option key={one} value={one}>{t(`preview ${one}`)}</option>)}</select></label>}
      {here ? <OnPhone of={page[here]!} /> : <p>{t("preview none")}</p>}
    </section>
  );
}

