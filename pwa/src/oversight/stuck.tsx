import { count } from "../shared/intl";
import { Face, LinkButton } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import { MiniChain } from "../shared/ui/chain";
import type { StuckRow } from "./api";
import { seeAllStuck } from "./store";
import { t } from "./words";

/** "D. Whitlow" for "Dan Whitlow": the person's page has the whole name. */
export function shortName(name: string): string {
  const [given, ...family] = name.split(" ");
  return given && family.length ? `${[...given][0]}. ${family.join(" ")}` : name;
}

/** Days after which waiting is shown as late. */
const LATE = 28;

/** Whose plan stopped on its way, the longest first. */
export function Stuck({ rows, total, chosen }: { rows: StuckRow[]; total: number; chosen: string | undefined }) {
  return (
    <section aria-labelledby="stuck" class="tight"><div class="head"><h2 id="stuck">{t("stuck")}</h2>{rows.length < total && <button type="button" class="btn quiet sm" onClick={() => void seeAllStuck()}>{t("stuck all", { total: count(total) })}</button>}</div>
      {rows.length ? (
        <div class="group"><table class="grid fold stuck"><caption class="vh">{t("stuck")}</caption>
          <thead><tr>{(["person", "adviser", "where", "how long"] as const).map((head) => <th scope="col" key={head}>{t(head)}</th>)}<th scope="col"><span class="vh">{t("see")}</span></th></tr></thead>
          <tbody>{rows.map((row) => (
            <tr key={row.young_person} class={row.young_person === chosen ? "chosen" : undefined} aria-current={row.young_person === chosen ? "true" : undefined}>
              <td><span class="person"><Face name={row.name} small /><span><a href={`/staff/people/${row.young_person}`}>{row.name}</a><span class="sub">{count(row.age)}</span></span></span></td>
              <td class="nw">{shortName(row.adviser)}</td><td><MiniChain stop={row.stop} words={t(`stop ${row.stop}`)} /></td>
              <td><Clock look={row.days >= LATE ? "late" : ""}>{t("days", { n: row.days })}</Clock></td>
              <td class="end"><LinkButton class="sm" kind="second" href={`/staff/sharing/${row.young_person}`}>{t("see")}<span class="vh">: {row.name}</span></LinkButton></td></tr>
          ))}</tbody></table></div>
      ) : <div class="group pad"><h3>{t("nobody")}</h3><p>{t("nobody how")}</p></div>}
    </section>
  );
}
