import { useEffect } from "preact/hooks";
import "./staff-notices.css";
import { dayOf, plainDay } from "../shared/intl";
import { Icon } from "../shared/ui";
import { loadReach, reach } from "./staff-store";
import { t } from "./staff-words";

/** One line: whether push reaches this young person's phone. Nothing of what they chose beside. */
export function ReachLine({ person }: { person: string }) {
  useEffect(() => { void loadReach(person); }, [person]);
  const of = reach.value?.person === person ? reach.value : null;
  if (!of) return null;
  const words = of.push === "not" && of.since ? t("push not since", { date: plainDay(dayOf(of.since)) }) : t(`push ${of.push}`);
  return <p class={`small reach ${of.push}`}><Icon name={of.push === "reaches" ? "circle-check" : of.push === "off" ? "bell" : "smartphone"} /><span>{words}</span>{of.texts && <span class="soft">{t("texts")}</span>}</p>;
}
