import { plainDay } from "../shared/intl";
import { Stop } from "../shared/ui";
import { STOPS, stopsDone } from "../shared/ui/chain";
import { dateOf } from "./caseload-rows";
import type { Stops } from "./staff-api";
import { t } from "./staff-words";

/** The five stops of the current version, each with when it was reached. */
export function PlanChain({ stops }: { stops: Stops }) {
  const done = stopsDone(stops.stop);
  return (
    <ol class="chain plan-chain" aria-label={t("stops")}>
      {STOPS.map((code, i) => {
        const at = stops.at[code];
        return <li key={code}><Stop look={i < done ? "done" : "to_come"} /><b>{t(code)}</b><span class="small soft">{i >= done ? t("not yet") : at ? sayDay(at) : ""}</span></li>;
      })}
    </ol>
  );
}

/** The day of a date or an instant, in words. */
export const sayDay = (at: string): string => plainDay(dateOf(at));
