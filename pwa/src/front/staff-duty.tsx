import { AwaySections } from "../messaging/staff-away";
import { HandOverPage, HandOvers } from "../messaging/staff-hand-over";
import { rowFor } from "../messaging/staff-inbox-store";
import { lastDay } from "../messaging/staff-when";
import { ReachLine } from "../notifications/staff-reach";
import { MyTasks } from "../notifications/staff-tasks";
import { StaffPromises } from "../plans/staff-promises";
import { me } from "../shared/me";
import { LinkButton } from "../shared/ui";
import { seesFigures, worksWithPeople, writes } from "./staff-places";
import { t } from "./staff-words";

/** What is handed to this person, when they are away and who covers, and what to hand over. */
export function DutyPage() {
  const adviser = me.value?.kind === "adviser";
  return (
    <>
      <div class="top"><div class="lead"><h1>{t("duty")}</h1><p class="small">{t(adviser ? "duty lead" : "duty lead manager")}</p></div></div>
      <div class={adviser ? "two duty-two" : "stack"}>
        <div class="stack wide-stack"><MyTasks />{adviser && <HandOvers />}</div>
        {adviser && <div class="stack wide-stack"><AwaySections /></div>}
      </div>
    </>
  );
}

export function HandOver({ id }: { id: string }) { return <HandOverPage person={id} promises={(name) => <StaffPromises person={id} name={name} />} />; }

/** When either side last wrote, for the adviser's list. */
export function LastSpoke({ person }: { person: string }) {
  const at = rowFor(person)?.last_spoke_at;
  return at ? <>{t("spoke message", { day: lastDay(at) })}</> : <span class="soft">{t("spoke not")}</span>;
}

/** The way to the thread from a young person's page, and whether push reaches them. */
export function ToMessages({ person }: { person: string }) {
  const kind = me.value!.kind;
  return (
    <div class="to-messages">
      {writes(kind) && <LinkButton kind="second" icon="message-circle" href={`/staff/messages/${person}`}>{t("to messages")}</LinkButton>}
      {kind === "adviser" && <LinkButton kind="second" icon="hand-coins" href={`/staff/people/${person}/rights`}>{t("to rights")}</LinkButton>}
      {worksWithPeople(kind) && <LinkButton kind="second" icon="id-card" href={`/staff/people/${person}/documents`}>{t("to papers")}</LinkButton>}
      {seesFigures(kind) && <LinkButton kind="second" icon="eye" href={`/staff/waiting/${person}`}>{t("to glass")}</LinkButton>}
      <ReachLine person={person} />
    </div>
  );
}
