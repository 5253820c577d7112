import type { ComponentChildren } from "preact";
import { count, opening, shortDay, time } from "../shared/intl";
import { languageName } from "../shared/language";
import { Chip, Face, LinkButton } from "../shared/ui";
import { MiniChain } from "../shared/ui/chain";
import { Clock } from "../shared/ui/clock";
import { dateOf, nearness, needsAdviser, waitsForOthers } from "./caseload-rows";
import { NEEDS, SOMETHING, t } from "./caseload-words";
import { mayWrite } from "./staff-may";
import type { CaseRow } from "./staff-api";

const TO = { plan: "/plan", review: "#review", phone: "/phone", person: "" } as const;

/** What the plan's stops say in words: the answer once there is one, else where it stands. */
export function planWords(row: Pick<CaseRow, "plan" | "answer">, today: string): string {
  const { stop, at } = row.plan;
  if (row.answer) return at ? t(row.answer, { date: shortDay(dateOf(at), today) }) : t(`${row.answer} undated`);
  return t(`stop ${stop}`);
}

function When({ row, today }: { row: CaseRow; today: string }) {
  if (!needsAdviser(row)) return <span class="soft">{row.by ? t("by", { date: shortDay(row.by, today) }) : t("no date")}</span>;
  const { look, days } = nearness(row.by, row.late_days, today);
  if (look === "late") return <Clock look="late">{t("late", { n: days })}</Clock>;
  if (!row.by) return <span class="soft">{t("no date")}</span>;
  const words = days === 0 ? t("due today") : days <= 6 ? t("days left", { n: days }) : t("by", { date: shortDay(row.by, today) });
  return <Clock look={look}>{words}</Clock>;
}

/** `brief` says of itself that it is the review, for a place without a head of its own. */
function NextReview({ row, today, brief }: { row: CaseRow; today: string; brief: boolean }) {
  const { at, due_on, answer } = row.review, kind = at ? "at" : due_on ? "due" : "none";
  const said = answer === "coming" ? t("coming", { name: row.known_as }) : answer === "change" ? t("change", { name: row.known_as }) : "";
  const slots = at ? { date: shortDay(dateOf(at), today), time: time(at) } : { date: due_on ? shortDay(due_on, today) : "" };
  return <>{t(brief ? `brief ${kind}` : `review ${kind}`, slots)}{said && <span class="sub">{said}</span>}</>;
}

/** One young person's row: who, what they need, by when, their review, their plan, and one thing to press. */
export function CaseloadRow({ row, today, filled, spoke }: { row: CaseRow; today: string; filled: boolean; spoke?: ComponentChildren }) {
  const need = NEEDS[row.need] ?? SOMETHING, needed = needsAdviser(row), home = `/staff/people/${row.id}`;
  const age = row.language ? t("age language", { age: count(row.age), language: languageName(row.language) }) : count(row.age);
  return (
    <tr>
      <td class="c-person"><span class="person"><Face name={row.name} small /><span><a href={home}>{row.name}</a><span class="sub">{age}</span>{row.cover && <Chip look="going" icon="users-round">{t("cover")}</Chip>}</span></span></td>
      <td class="c-need">
        {needed ? <b>{need.words}</b> : <span class="soft">{waitsForOthers(row) ? need.words : t("nothing")}</span>}
        {row.need_detail && (need.theirs ? <q class="said">{row.need_detail}</q> : <span class="sub">{opening(row.need_detail)}</span>)}
      </td>
      <td><When row={row} today={today} /></td>
      {spoke
        ? <td class="c-review"><span class="vh">{t("spoke")}: </span>{spoke}<span class="sub"><NextReview row={row} today={today} brief /></span></td>
        : <td class="c-review"><span class="vh">{t("review")}: </span><NextReview row={row} today={today} brief={false} /></td>}
      <td class="c-plan"><MiniChain stop={row.plan.stop} words={planWords(row, today)} /></td>
      <td class="end">{needed && <LinkButton href={mayWrite() ? `${home}${TO[need.to]}` : home} class="sm" {...(filled && mayWrite() ? {} : { kind: "second" as const })}>{mayWrite() ? need.act : SOMETHING.act}<span class="vh">: {row.name}</span></LinkButton>}</td>
    </tr>
  );
}
