import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import "./editor-page.css";
import type { PartCode } from "../shared/api";
import { Problem } from "../shared/http";
import { saved, today } from "../shared/intl";
import { Blank, Broken, Button, Fault, Note, Skeleton, useBusy } from "../shared/ui";
import { Tabs } from "../shared/ui/tabs";
import type { ActionView } from "./editor-action";
import { ActionCheck, BeforeSharing } from "./editor-check";
import { EditorPart } from "./editor-part";
import { AnswerGiven, ReadPart } from "./editor-read";
import { Sharing } from "./editor-share";
import { fresh, openEditor, save, saving, typed, unsaved } from "./editor-store";
import { actionKey, emptyAction } from "./editor-typed";
import { t } from "./editor-words";
import type { Gap, StaffPlan, StaffVersion } from "./staff-api";
import { PlanChain, sayDay } from "./staff-plan-chain";
import { mayWrite } from "./staff-may";
import { loadStaffPlan, startDraft, staffPlan, staffPlanFault } from "./staff-store";
import { partName } from "./words";

type Place = { person: string; name: string; full: string; part: PartCode; action: string | undefined; current: boolean; go: (query: { part?: PartCode; action?: string; current?: boolean }) => void; address: (query: { part: PartCode; action?: string }) => string };

/** Every action of a draft as it stands on screen, with what the server says about each. */
function viewsOf(plan: StaffPlan, draft: StaffVersion): Map<PartCode, ActionView[]> {
  let n = 0;
  return new Map(draft.parts.map((part) => {
    const here: string[] = part.matters.map((matter) => matter.code), made = fresh.value.filter((one) => here.includes(typed.value[actionKey(one.id, "matter")] ?? one.matter) && !part.actions.some((action) => action.id === one.id));
    const actions = [...part.actions, ...made.map((one) => emptyAction(one.id, one.matter))];
    return [part.code, actions.map((action) => ({ action, n: ++n, gaps: plan.gaps.filter((gap) => gap.action === action.id), hints: plan.hints.filter((hint) => hint.where === action.id) }))];
  }));
}

function Saved() {
  const { state, at } = saving.value;
  const words = state === "saved" ? (at ? t("saved", { when: saved(at) }) : t("saved none")) : state === "saving" ? t("saving") : t("waiting");
  return <span role="status">{words}</span>;
}

function SaveFault() {
  const { state } = saving.value;
  if (state !== "failed" && state !== "refused") return null;
  return <div class="save-fault"><Note look="ends" live><p>{t(state === "failed" ? "not saved" : "refused")}</p>{state === "failed" && <p><Button kind="second" class="sm" icon="refresh-cw" onClick={save}>{t("save now")}</Button></p>}</Note></div>;
}

function Start({ person, label }: { person: string; label: string }) {
  const { busy, fault, run } = useBusy();
  return <div class="stack start"><Button icon="plus" busy={busy} onClick={() => run(() => startDraft(person))}>{label}</Button>{fault ? <div class="field"><Fault>{t("failed")}</Fault></div> : null}</div>;
}

const PartTabs = ({ version, place, children }: { version: StaffVersion; place: Place; children: ComponentChildren }) =>
  <Tabs label={t("parts")} value={place.part} onChange={(part) => place.go({ part })} tabs={version.parts.map((part) => ({ value: part.code, label: partName(part.code) }))}>{children}</Tabs>;

function Draft({ plan, draft, place, said, say }: { plan: StaffPlan; draft: StaffVersion; place: Place; said: string; say: (words: string) => void }) {
  const views = viewsOf(plan, draft), here = views.get(place.part) ?? [], part = draft.parts.find((one) => one.code === place.part)!;
  const to = (gap: Gap) => place.address({ part: gap.part, ...(gap.action ? { action: gap.action } : {}) });
  const shown = here.find((view) => view.action.id === place.action) ?? here.find((view) => view.gaps.length + view.hints.length > 0) ?? here[0];
  return (
    <>
      <div class="top"><div class="lead"><p class="small"><a href={`/staff/people/${place.person}`}>{place.full}</a> / {t("draft", { number: draft.number })} / <Saved /></p><h1>{partName(place.part)}</h1></div>
        <Sharing person={place.person} name={place.name} stop={draft.stop} to={to} onDone={say} /></div>
      {said && <Note look="done" icon="circle-check" live><p>{said}</p></Note>}
      <SaveFault />
      {plan.current && <p class="small"><a href={`/staff/people/${place.person}/plan?version=current&part=${place.part}`}>{plan.current.shared_at ? t("see current", { number: plan.current.number, date: sayDay(plan.current.shared_at) }) : t("see current unshared", { number: plan.current.number })}</a></p>}
      <PartTabs version={draft} place={place}><div class="two">
        <div class="stack editor"><EditorPart key={place.part} plan={plan} person={place.person} name={place.name} part={part} views={here} open={shown?.action.id} onOpen={(action) => place.go({ part: place.part, action })} /></div>
        <div class="stack editor"><ActionCheck view={shown} name={place.name} /><BeforeSharing draft={draft} views={[...views.values()].flat()} gaps={plan.gaps} name={place.name} to={to} /></div>
      </div></PartTabs>
    </>
  );
}

function Reading({ plan, version, place, said }: { plan: StaffPlan; version: StaffVersion; place: Place; said: string }) {
  const part = version.parts.find((one) => one.code === place.part)!;
  return (
    <>
      <div class="top"><div class="lead"><p class="small"><a href={`/staff/people/${place.person}`}>{place.full}</a> / {t("reading", { number: version.number })}</p><h1>{partName(place.part)}</h1>
        <p class="small">{version.shared_at ? t("read lead", { date: sayDay(version.shared_at), name: place.name }) : version.written_on ? t("read written", { date: sayDay(version.written_on) }) : t("read draft")}</p></div>
        {plan.draft && version.id !== plan.draft.id ? <p><a href={place.address({ part: place.part })}>{t("see draft", { number: plan.draft.number })}</a></p> : mayWrite() && !plan.draft && <Start person={place.person} label={t("start")} />}</div>
      {said && <Note look="done" icon="circle-check" live><p>{said}</p></Note>}
      <div class="group pad"><PlanChain stops={plan.stops} /></div>
      <AnswerGiven version={version} name={place.name} />
      <PartTabs version={version} place={place}><div class="stack editor"><ReadPart part={part} name={place.name} today={today()} person={mayWrite() && version.shared_at ? place.person : undefined} /></div></PartTabs>
      {plan.older.length > 0 && <p class="small soft">{t("older", { n: plan.older.length })}</p>}
    </>
  );
}

/** A young person's plan for those who write it: the draft to change, or the current version to read. The part, the action and which version belong to the address. */
export function EditorPage({ place, names }: { place: Omit<Place, "name" | "full">; names: { name: string; known_as: string } | undefined }) {
  const { person } = place, [said, say] = useState("");
  useEffect(() => {
    openEditor(person);
    void loadStaffPlan(person);
    const stay = (e: BeforeUnloadEvent) => { if (unsaved.value) { void save(); e.preventDefault(); } };
    const online = () => void save();
    addEventListener("beforeunload", stay);
    addEventListener("online", online);
    return () => { removeEventListener("beforeunload", stay); removeEventListener("online", online); void save(); };
  }, [person]);
  const plan = staffPlan.value?.person === person ? staffPlan.value : null;
  const fault = staffPlanFault.value;
  if (!plan && fault instanceof Problem && fault.status === 404) return <Blank title={t("not here")}><p>{t("not here how")}</p></Blank>;
  if (!plan) return fault ? <Broken fault={fault} again={() => loadStaffPlan(person)} extra={<></>} /> : <Skeleton rows={6} words={t("loading")} />;
  const full = names?.name ?? plan.people.find((one) => one.kind === "young_person")?.name ?? t("plan"), called = names?.known_as ?? full.split(" ")[0]!, whole = { ...place, name: called, full }, shared = { plan, place: whole, said };
  if (plan.draft && mayWrite() && !place.current) return <Draft {...shared} draft={plan.draft} say={say} />;
  const version = (place.current && plan.current) || plan.draft || plan.current;
  if (version) return <Reading {...shared} version={version} />;
  return <Blank title={t("none", { name: called })} actions={mayWrite() && <Start person={person} label={t("start first")} />}><p>{t("none how", { name: called })}</p></Blank>;
}
