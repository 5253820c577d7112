import { useEffect, useState } from "preact/hooks";
import { Icon, Voice } from "../shared/ui";
import { ActionForm, ActionRow, toFix, type ActionView } from "./editor-action";
import { DraftField } from "./editor-fields";
import { addAction, fresh } from "./editor-store";
import { matterKey, partKey } from "./editor-typed";
import { t } from "./editor-words";
import type { StaffPart, StaffPlan } from "./staff-api";
import { sayDay } from "./staff-plan-chain";

const matterName = (code: string): string => ["education", "work", "support_people", "relationships"].includes(code) ? t(`matter ${code}` as Parameters<typeof t>[0]) : code;

/** The young person's words at the top of a part. Staff read them and cannot change them. */
export function OwnVoice({ part, name }: { part: StaffPart; name: string }) {
  return part.own_words
    ? <Voice words={part.own_words} foot={<span>{t("voice foot", { name, date: part.own_words_on ? sayDay(part.own_words_on) : "" })}</span>} />
    : <p class="no-voice"><b>{t("voice none", { name })}</b> {t("voice none how")}</p>;
}

/** One part of a draft: their words, need and help, actions one of which is open, and what if things change. `open` is the action the address names. */
export function EditorPart({ plan, person, name, part, views, open, onOpen }: { plan: StaffPlan; person: string; name: string; part: StaffPart; views: ActionView[]; open: string | undefined; onOpen: (id: string) => void }) {
  const [focus, setFocus] = useState<string>();
  const shown = views.find((view) => view.action.id === open) ?? views.find((view) => toFix(view) > 0) ?? views[0];
  const matters = part.matters.map((matter) => ({ value: matter.code, label: matterName(matter.code) }));
  useEffect(() => setFocus(undefined), [part.code]);
  const add = () => { const id = addAction(part.matters[0]!.code); setFocus(id); onOpen(id); };
  const pick = (id: string) => { setFocus(id); onOpen(id); };
  return (
    <>
      <OwnVoice part={part} name={name} />
      <div class="group pad matters">
        {part.matters.map((matter) => (
          <div class="pairs" key={matter.code} role={part.matters.length > 1 ? "group" : undefined} aria-label={part.matters.length > 1 ? matterName(matter.code) : undefined}>
            {part.matters.length > 1 && <h2>{matterName(matter.code)}</h2>}
            <DraftField label={t("need", { name })} at={matterKey(matter.code, "need")} saved={matter.need} rows={2} longest={4000} />
            <DraftField label={t("support")} at={matterKey(matter.code, "support")} saved={matter.support} rows={2} longest={4000} />
          </div>
        ))}
      </div>
      {views.map((view) => view === shown && <ActionForm key={view.action.id} view={view} person={person} name={name} people={plan.people} matters={matters} focus={focus === view.action.id} />)}
      <div class="group action-rows">
        {views.map((view) => view !== shown && <ActionRow key={view.action.id} view={view} onOpen={() => pick(view.action.id)} />)}
        <button type="button" class="row add" onClick={add} disabled={fresh.value.some((one) => views.some((view) => view.action.id === one.id && !view.action.what))}><Icon name="plus" class="lead-i" /><span class="b"><b>{t("add")}</b></span></button>
      </div>
      <div class="group pad"><DraftField label={t("change")} at={partKey(part.code)} saved={part.if_things_change} rows={2} longest={4000} hint={t("change hint", { name })} /></div>
    </>
  );
}
