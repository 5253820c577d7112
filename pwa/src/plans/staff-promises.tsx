import { useEffect } from "preact/hooks";
import { by, left, plainDay, today } from "../shared/intl";
import { Broken, Chip, Section, Skeleton } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import type { StaffAction, StaffPlan } from "./staff-api";
import { loadStaffPlan, staffPlan, staffPlanFault } from "./staff-store";
import { t } from "./staff-words";

/** What the plan promised and is not done, the nearest date first; what has no date comes last. */
export function openPromises(plan: Pick<StaffPlan, "current">): StaffAction[] {
  const open = (plan.current?.parts ?? []).flatMap((part) => part.actions).filter((one) => one.status === "to_do" || one.status === "going");
  return open.sort((a, b) => (a.by_when ?? "9").localeCompare(b.by_when ?? "9"));
}

function Promised({ of: action }: { of: StaffAction }) {
  const now = today(), late = action.by_when !== null && action.by_when < now, who = action.who.name;
  return (
    <li class="row flat"><span class="b"><b>{action.what}</b>{who && <span class="sub">{who}</span>}</span>
      {action.by_when ? <Clock look={late ? "late" : ""}>{late ? left(action.by_when, now) || plainDay(action.by_when, now) : by(action.by_when, now)}</Clock> : <Chip>{t("no date")}</Chip>}</li>
  );
}

/** The open promises of the shared plan, for whoever takes over. */
export function StaffPromises({ person, name }: { person: string; name: string }) {
  useEffect(() => { void loadStaffPlan(person); }, [person]);
  const plan = staffPlan.value?.person === person ? staffPlan.value : null;
  if (!plan) return staffPlanFault.value ? <Broken fault={staffPlanFault.value} again={() => loadStaffPlan(person)} extra={<></>} /> : <Skeleton rows={2} />;
  const open = openPromises(plan);
  return <Section id="promises" title={t("promises")} aside={<a href={`/staff/people/${person}/plan?version=current`}>{t("open")}</a>}>{open.length ? <ul class="group promises">{open.map((one) => <Promised key={one.id} of={one} />)}</ul> : <p>{t("promises none", { name })}</p>}</Section>;
}
