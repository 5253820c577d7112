import { count, today } from "../shared/intl";
import { Chip, Face, Icon } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import type { InboxRow } from "./staff-api";
import { GROUPS, inOrder, rowsOf, waits } from "./staff-inbox-store";
import { lastDay, promise, sinceWhen } from "./staff-when";
import { t } from "./staff-words";

/** "Push does not reach this phone", where it does not: a message may lie there unseen. */
export function PushMark({ push }: { push: InboxRow["push"] }) {
  return push === "reaches" ? null : <span class="push-mark"><Icon name={push === "off" ? "bell" : "smartphone"} />{t(`push ${push}`)}</span>;
}

function LastWords({ row }: { row: InboxRow }) {
  if (!row.last_spoke_at) return <span class="sub">{t("no words")}</span>;
  if (row.last_by_owner) return <q class="said">{row.last_words}</q>;
  return <span class="sub clip">{t("ours", { name: row.last_author, words: row.last_words })}</span>;
}

function Line({ row, open, stop }: { row: InboxRow; open: boolean; stop: boolean }) {
  const now = today(), clock = row.reply_by && waits(row) ? promise(row.reply_by, row.late, now) : undefined;
  return (
    <a class="inbox-row" href={`/staff/messages/${row.young_person}`} data-person={row.young_person} tabIndex={stop ? 0 : -1} aria-current={open ? "true" : undefined}>
      <Face name={row.name} small />
      <span class="b">
        <span class="who-when"><b>{row.name}</b>{row.unread > 0 && <span class="unread"><i aria-hidden="true" /><span class="vh">{t("new", { n: row.unread })}</span></span>}
          {clock ? <Clock look={clock.look}>{clock.words}</Clock> : row.last_spoke_at && <span class="soft">{lastDay(row.last_spoke_at, now)}</span>}</span>
        <LastWords row={row} />
        {(row.waiting_since || row.cover || row.push !== "reaches") && <span class="marks">
          {row.waiting_since && <span class="sub">{t("waiting since", { when: sinceWhen(row.waiting_since, now) })}</span>}
          {row.cover && <Chip look="going" icon="users-round">{t("cover")}</Chip>}
          <PushMark push={row.push} />
        </span>}
      </span>
    </a>
  );
}

/** Who writes with this person, in two groups: those who wait, longest first, and everyone else. One Tab stop; `at` is the row that has it. */
export function InboxList({ rows, at, open }: { rows: readonly InboxRow[]; at: string | undefined; open: string | undefined }) {
  const first = inOrder.value.some((row) => row.young_person === at) ? at : inOrder.value[0]?.young_person;
  if (!rows.length) return <div class="group pad"><h2>{t("nobody")}</h2><p>{t("nobody how")}</p></div>;
  return (
    <nav class="group inbox" aria-label={t("list")}>
      {GROUPS.map((group) => {
        const here = rowsOf(rows, group);
        if (!here.length) return group === "waiting" ? <p class="all-answered" key={group}><Icon name="circle-check" />{t("all answered")}</p> : null;
        return (
          <section key={group} aria-labelledby={`g-${group}`}><h2 class="group-h" id={`g-${group}`}>{t(group, { count: count(here.length) })}</h2>
            <ul>{here.map((row) => <li key={row.young_person}><Line row={row} open={row.young_person === open} stop={row.young_person === first} /></li>)}</ul></section>
        );
      })}
    </nav>
  );
}
