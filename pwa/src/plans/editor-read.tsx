import { NoSignal } from "../shared/http";
import { day } from "../shared/intl";
import { Button, Chip, Facts, Fault, Stop, Voice, useBusy, type StopLook } from "../shared/ui";
import { OwnVoice } from "./editor-part";
import { t } from "./editor-words";
import type { Progress as Standing, StaffAction, StaffPart, StaffVersion } from "./staff-api";
import { WriteAbout } from "./staff-ask";
import { sayDay } from "./staff-plan-chain";
import { noteProgress } from "./staff-store";

const LOOK: Record<StaffAction["status"], StopLook> = { to_do: "to_come", going: "going", done: "done", did_not_happen: "late" };

/** The young person's answer to a shared version, in their own colour. */
export function AnswerGiven({ version, name }: { version: StaffVersion; name: string }) {
  if (!version.shared_at) return null;
  if (!version.answer) return <p class="soft">{t("said none", { name })}</p>;
  return (
    <div class="stack"><p><b>{t(`said ${version.answer}`, { name })}</b></p>
      {version.answer_words && <Voice words={version.answer_words} foot={<span>{t("said foot", { name, date: version.answered_at ? sayDay(version.answered_at) : "" })}</span>} />}</div>
  );
}

/** How an action stands, said by those who do it. The young person ticks their own. */
function Progress({ person, action }: { person: string; action: StaffAction }) {
  const { busy, fault, run } = useBusy();
  const note = (status: Standing) => run(() => noteProgress(person, action.id, status));
  return (
    <>
      {action.status === "to_do" && <Button class="sm" kind="second" icon="clock" busy={busy} onClick={() => note("started")}>{t("note started")}<span class="vh">: {action.what}</span></Button>}
        <Button class="sm" kind="second" icon="check" busy={busy} onClick={() => note("done")}>{t("note done")}<span class="vh">: {action.what}</span></Button>
      {fault ? <div class="field"><Fault>{t(fault instanceof NoSignal ? "no signal" : "failed")}</Fault></div> : null}
    </>
  );
}

/** One part of a version that can no longer change. `person` is given where its reader may say how actions stand, and write about each line. */
export function ReadPart({ part, name, today, person }: { part: StaffPart; name: string; today: string; person?: string | undefined }) {
  const said = part.matters.filter((matter) => matter.need || matter.support);
  return (
    <>
      <OwnVoice part={part} name={name} />
      <div class="group pad cq">{said.length ? said.map((matter) => <div class="stack" key={matter.code}><Facts rows={[[t("need", { name }), matter.need], [t("support"), matter.support]]} />{person && <div><WriteAbout person={person} kind="part" words={matter.need || matter.support} /></div>}</div>) : <p class="soft">{t("no need")}</p>}</div>
      <div class="group pad"><h2 class="vh">{t("reading words")}</h2>{part.actions.length ? (
        <ol class="line acts">{part.actions.map((action) => {
          const late = action.by_when && action.by_when < today && action.status !== "done" && action.status !== "did_not_happen";
          return (
            <li key={action.id}><Stop look={late ? "late" : LOOK[action.status]} /><div class="cq">
              <Chip look={late ? "late" : action.status === "done" ? "done" : action.status === "going" ? "going" : ""}>{late ? t("late") : t(action.status)}</Chip><h3>{action.what}</h3>
              <Facts rows={[[t("who"), action.who.name], [t("when"), action.by_when ? day(action.by_when) : ""], [t("helps", { name }), action.helps], [t("plan b"), action.plan_b], [t("did"), action.done_on ? sayDay(action.done_on) : ""]]} />
              {person && <div class="btns">{action.by_whom !== person && action.status !== "done" && action.status !== "did_not_happen" && <Progress person={person} action={action} />}<WriteAbout person={person} kind="action" id={action.id} words={action.what} /></div>}</div></li>
          );
        })}</ol>
      ) : <p class="soft">{t("no actions")}</p>}</div>
      {part.if_things_change && <div class="group pad cq"><Facts rows={[[t("change"), part.if_things_change]]} />{person && <div><WriteAbout person={person} kind="change" words={part.if_things_change} /></div>}</div>}
    </>
  );
}
