import { count, plainDay, today } from "../shared/intl";
import { Face, Icon } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import type { ClaimRow } from "./staff-api";
import { GROUPS, groupOf, inOrder, rowsOf } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { money } from "./amounts";
import { promised } from "./staff-when";

const nextWords = (row: ClaimRow): string => row.next === "young_person" && row.state === "refused" ? t("next refused") : t(`next ${row.next}`);

function Line({ row, open, stop }: { row: ClaimRow; open: boolean; stop: boolean }) {
  const over = groupOf(row) === "over", clock = promised(row.due_on, row.days_late);
  return (
    <a class="claim-row" href={`/staff/claims/${row.id}`} data-claim={row.id} tabIndex={stop ? 0 : -1} aria-current={open ? "true" : undefined}>
      <Face name={row.name} small />
      <span class="b">
        <span class="who-when"><b>{row.name}</b>{over ? <span class="soft">{plainDay(row.asked_on, today())}</span> : <Clock look={clock.look}>{clock.words}</Clock>}</span>
        <span>{row.title}{row.pence !== null && <span class="num">, {money(row.pence)}</span>}</span>
        <span class="sub">{nextWords(row)}</span>
      </span>
    </a>
  );
}

/** Every claim by clock, in four groups: late, ours, theirs, finished. One Tab stop; `at` is the row that has it. */
export function ClaimList({ rows, at, open }: { rows: readonly ClaimRow[]; at: string | undefined; open: string | undefined }) {
  const first = inOrder.value.some((row) => row.id === at) ? at : inOrder.value[0]?.id;
  if (!rows.length) return <div class="group pad"><h2>{t("nobody")}</h2><p>{t("nobody how")}</p></div>;
  const busy = rows.some((row) => groupOf(row) === "late" || groupOf(row) === "ours");
  return (
    <nav class="group claim-list" aria-label={t("list")}>
      {!busy && <p class="all-done"><Icon name="circle-check" />{t("all done")}</p>}
      {GROUPS.map((group) => {
        const here = rowsOf(rows, group);
        return here.length > 0 && (
          <section key={group} aria-labelledby={`g-${group}`}><h2 class={`group-h ${group}`} id={`g-${group}`}>{group === "late" && <Icon name="circle-alert" />}{t(group, { count: count(here.length) })}</h2>
            <ul>{here.map((row) => <li key={row.id}><Line row={row} open={row.id === open} stop={row.id === first} /></li>)}</ul></section>
        );
      })}
    </nav>
  );
}
