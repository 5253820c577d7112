import { count } from "../shared/intl";
import { Clock } from "../shared/ui/clock";
import { STOPS } from "../shared/ui/chain";
import type { TeamRow } from "./api";
import { t } from "./words";

/** Under this share of those who must have a plan, a bar is clay. */
const LOW = 60;

/** Whole percent of `of`; 100 and 0 only when it is all or none. */
export function percentOf(n: number, of: number): number {
  if (of <= 0 || n <= 0) return 0;
  return n >= of ? 100 : Math.min(99, Math.max(1, Math.round((n / of) * 100)));
}

/** A bar beside its figure; readers get the figure. Drawn, so that no style is set from script. */
function Bar({ percent }: { percent: number }) {
  return <svg class={`bar-line${percent < LOW ? " low" : ""}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="way" width="100" height="6" /><rect class="far" width={percent} height="6" /></svg>;
}

/** How far each team got. */
export function Teams({ rows }: { rows: TeamRow[] }) {
  return (
    <section class="group teams"><table class="grid fold-cells"><caption class="vh">{t("by team")}</caption>
      <thead><tr><th scope="col">{t("team")}</th>{STOPS.map((code) => <th scope="col" key={code}>{t(code)}</th>)}<th scope="col" class="end">{t("late to share")}</th></tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}><th scope="row" class="team-name">{row.name}<span class="sub">{t("must", { n: row.must_have })}</span></th>
            {STOPS.map((code) => { const percent = percentOf(row[code], row.must_have); return <td key={code} data-head={t(code)}><span class="cell"><span class="num">{count(row[code])} <span class="soft">{t("percent", { percent })}</span></span><Bar percent={percent} /></span></td>; })}
            <td class="end num" data-head={t("late to share")}>{row.late > 0 ? <Clock look="late">{count(row.late)}</Clock> : count(0)}</td></tr>
        ))}
        {!rows.length && <tr><td colSpan={7}>{t("no teams")}</td></tr>}
      </tbody></table></section>
  );
}
