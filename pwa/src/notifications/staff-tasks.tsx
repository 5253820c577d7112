import { useEffect, useState } from "preact/hooks";
import "./staff-notices.css";
import { NoSignal } from "../shared/http";
import { dayOf, plainDay } from "../shared/intl";
import { Broken, Button, Chip, Face, Fault, Section, Skeleton, useBusy } from "../shared/ui";
import type { How, Task } from "./staff-api";
import { endTask, loadTasks, mine, tasks, tasksFault } from "./staff-store";
import { ofNurse, t, taskWords } from "./staff-words";

const HOWS: readonly How[] = ["told_another_way", "seen_after_all", "no_longer_needed"];

function One({ task, own, onEnded }: { task: Task; own: boolean; onEnded: () => void }) {
  const { busy, fault, run } = useBusy(), words = taskWords(task.kind, task.name), date = plainDay(dayOf(task.given_at));
  return (
    <li class="task"><Face name={task.name} small />
      <div class="b"><p><b>{words}</b></p>
        <p class="sub">{own ? t("since", { date }) : t("whose", { worker: task.worker, date })} {ofNurse(task.kind) ? <a href={`/staff/messages/${task.young_person}`}>{t("messages of", { name: task.name })}</a> : <a href={`/staff/people/${task.young_person}`}>{t("open", { name: task.name })}</a>}{own && task.risen && <Chip look="ends">{t("risen")}</Chip>}</p>
        {fault ? <Fault>{fault instanceof NoSignal ? t("no signal") : t("failed")}</Fault> : null}
        <div class="task-ends" role="group" aria-label={t("ending")}>{HOWS.map((how) => <Button key={how} class="sm" kind="second" busy={busy} label={t("end what", { how: t(how), task: words })} onClick={() => run(async () => { await endTask(task.id, how); onEnded(); })}>{t(how)}</Button>)}</div></div></li>
  );
}

/** Tasks as rows. `own`: they are the reader's; else it says whose they are. */
export function TaskList({ list, own }: { list: readonly Task[]; own: boolean }) {
  const [said, say] = useState("");
  return (
    <>
      <p role="status" class={said ? "" : "vh"}>{said}</p>
      {list.length > 0 && <ul class="group">{list.map((one) => <One key={one.id} task={one} own={own} onEnded={() => say(t("ended"))} />)}</ul>}
    </>
  );
}

/** What was handed to this person because nobody saw it in time. */
export function MyTasks() {
  useEffect(() => { void loadTasks(); }, []);
  if (!tasks.value) return tasksFault.value ? <Broken fault={tasksFault.value} again={loadTasks} extra={<></>} /> : <Skeleton rows={2} />;
  return <Section id="tasks" title={t("tasks")}>{mine.value.length ? <p class="soft">{t("tasks lead")}</p> : <p>{t("tasks none")}</p>}<TaskList list={mine.value} own /></Section>;
}
