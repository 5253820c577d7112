import { Icon, Section } from "../shared/ui";
import type { MyRight } from "./api";
import { t } from "./words";

/** The facts that were used, each with whose it is. */
export function Why({ mine }: { mine: MyRight }) {
  const title = t(`why title ${mine.standing === "ends_soon" ? "can" : mine.standing}`);
  return mine.reasons.length > 0 && (
    <Section id="why" title={title}>
      <div class="group pad"><ul class="reasons">{mine.reasons.map((one) => (
        <li key={one.fact + one.words} class={one.says}>
          <Icon name={one.says === "yes" ? "check" : one.says === "no" ? "minus" : "circle-alert"} />
          <span><span><span class="vh">{t(`says ${one.says}`)} </span>{one.words}</span><span class="small soft">{one.says === "not_known" && one.by !== "date" ? "" : t(`by ${one.by}`)}</span></span>
        </li>
      ))}</ul></div>
    </Section>
  );
}

/** What would change how it stands. */
export function Change({ mine }: { mine: MyRight }) {
  return mine.change.length > 0 && (
    <Section id="change" title={t("change")}><div class="group pad">{mine.change.length > 1 ? <ul class="dots">{mine.change.map((one) => <li key={one}>{one}</li>)}</ul> : <p>{mine.change[0]}</p>}</div></Section>
  );
}
