import { useEffect } from "preact/hooks";
import { Broken, LinkButton, Section, Skeleton, Voice } from "../shared/ui";
import { PlanChain, sayDay } from "./staff-plan-chain";
import { mayWrite } from "./staff-may";
import { StaffReview } from "./staff-review";
import { loadStaffPlan, staffPlan, staffPlanFault } from "./staff-store";
import { t } from "./staff-words";

/** The plan and the next review, on a young person's page. */
export function StaffPlanSummary({ person, name }: { person: string; name: string }) {
  useEffect(() => { void loadStaffPlan(person); }, [person]);
  const plan = staffPlan.value?.person === person ? staffPlan.value : null;
  if (!plan) return staffPlanFault.value ? <Broken fault={staffPlanFault.value} again={() => loadStaffPlan(person)} extra={<></>} /> : <Skeleton rows={2} />;
  const { current, draft, stops, review } = plan;
  const line = current && draft ? t("version draft", { number: current.number, draft: draft.number }) : current ? t("version", { number: current.number }) : draft ? t("draft only", { number: draft.number }) : t("none", { name });
  return (
    <>
      <Section id="plan" title={t("plan")} aside={(current || draft || mayWrite()) && <LinkButton class="sm" href={`/staff/people/${person}/plan`} kind="second" icon={draft && mayWrite() ? "pencil" : "file-text"}>{draft && mayWrite() ? t("write") : current || draft ? t("open") : t("start")}</LinkButton>}>
        <div class="group pad"><p class="small soft">{line}</p><PlanChain stops={stops} />
          {current?.answer && <div class="stack"><p><b>{t(`said ${current.answer}`, { name })}</b></p>
            {current.answer_words && <Voice words={current.answer_words} foot={current.answered_at ? t("said on", { name, date: sayDay(current.answered_at) }) : name} />}</div>}
        </div>
      </Section>
      <StaffReview person={person} name={name} review={review} />
    </>
  );
}
