import { day } from "../shared/intl";
import { Stop, type StopLook } from "../shared/ui";
import type { Claim } from "./staff-api";
import { nextOf } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { money } from "./amounts";
import { dateOf } from "./staff-when";

type StopOut = Claim["stops"][number];

/** How a stop is drawn: done, late, the young person's turn, or ours; the first that is not done is the one that goes on. */
export function lookOf(of: Pick<Claim, "stops" | "state">, at: number): StopLook {
  const stop = of.stops[at]!, first = of.stops.findIndex((one) => one.at === null);
  if (stop.at !== null) return "done";
  if (stop.late) return "late";
  if (at !== first || nextOf(of) === "over") return "to_come";
  return nextOf(of) === "young_person" ? "you" : "going";
}

function titleOf(of: Claim, stop: StopOut, name: string): string {
  if (stop.code === "decided" && stop.at !== null && of.decision) return t(`stop decided ${of.decision}`, { by: stop.by });
  if (stop.code === "confirmed" && of.state === "not_come") return t("stop not_come", { name });
  return stop.at !== null && (stop.by || stop.code === "confirmed" || stop.code === "asked") ? t(`stop ${stop.code} by`, { by: stop.by, name }) : t(`stop ${stop.code}`, { name });
}

function Under({ of, stop }: { of: Claim; stop: StopOut }) {
  const when = stop.at !== null ? day(dateOf(stop.at)) : stop.due_on ? t(stop.late ? "stop late" : "stop by", { day: day(stop.due_on) }) : "";
  return (
    <>
      {when && <span class={stop.late && stop.at === null ? "when late" : "when"}>{when}</span>}
      {stop.due_on && stop.at === null && of.first_due_on && <span class="when late">{t("stop first", { day: day(of.first_due_on) })}</span>}
      {stop.code === "decided" && of.decided_pence !== null && <span class="num">{t("decided sum", { sum: money(of.decided_pence) })}</span>}
      {stop.code === "decided" && of.reason && <span>{t("reason", { reason: of.reason })}</span>}
      {stop.code === "given" && of.given_how && <span>{t("given how", { how: of.given_how })}</span>}
    </>
  );
}

/** Asked, seen, decided, given, confirmed. After a no it ends at the decision. */
export function ClaimLine({ of, name }: { of: Claim; name: string }) {
  const shown = of.stops.filter((stop) => stop.at !== null || (of.state !== "refused" && of.state !== "withdrawn" && !(of.state === "challenged" && (stop.code === "given" || stop.code === "confirmed"))));
  return (
    <>
      <ol class="line small">{shown.map((stop) => <li key={stop.code}><Stop look={lookOf(of, of.stops.indexOf(stop))} /><div><b>{titleOf(of, stop, name)}</b><Under of={of} stop={stop} /></div></li>)}</ol>
      {of.why_late && <p class="small soft">{t("why late", { name, why: of.why_late })}</p>}
      {of.state === "withdrawn" && <p class="small soft">{t("withdrawn", { name })}</p>}
    </>
  );
}
