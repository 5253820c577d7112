import { useEffect } from "preact/hooks";
import "./staff-notices.css";
import { count, dayOf, plainDay } from "../shared/intl";
import { Broken, Section, Skeleton } from "../shared/ui";
import type { Unfinished as Counts } from "./staff-api";
import { loadUnfinished, unfinished, unfinishedFault } from "./staff-store";
import { TaskList } from "./staff-tasks";
import { t } from "./staff-words";

const ENDS = ["seen", "done", "handed", "cancelled", "open"] as const;
const NAMES = { seen: "seen", done: "done", handed: "handed", cancelled: "cancelled", open: "still open" } as const;

/** The parts and their sum, so that everyone can add up for themselves. */
function Ends({ of }: { of: Counts }) {
  return (
    <dl class="group notice-ends">
      {ENDS.map((one) => <div key={one}><dt>{t(NAMES[one])}</dt><dd class="num">{count(of[one])}</dd></div>)}
      <div class="sum"><dt>{t("given")}</dt><dd class="num">{count(of.given)}</dd></div>
    </dl>
  );
}

/** How the notices of these teams ended, and the tasks that nobody did in time. */
export function UnfinishedNotices() {
  useEffect(() => { void loadUnfinished(); }, []);
  const of = unfinished.value;
  if (!of) return unfinishedFault.value ? <Broken fault={unfinishedFault.value} again={loadUnfinished} extra={<></>} /> : <Skeleton rows={2} />;
  return (
    <>
      <Section id="rose" title={t("rose")}>{!of.tasks.length && <p>{t("rose none")}</p>}<TaskList list={of.tasks} own={false} /></Section>
      <Section id="ends" title={t("unfinished")}><p class="soft small">{t("unfinished lead")}</p><Ends of={of} />{of.oldest_open_at && <p class="small soft">{t("oldest", { date: plainDay(dayOf(of.oldest_open_at)) })}</p>}</Section>
    </>
  );
}
