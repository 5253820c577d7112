import { useState } from "preact/hooks";
import { count, day } from "../shared/intl";
import { Button, Chip, Fault, Icon, Row, Sheet, useBusy } from "../shared/ui";
import { DraftField, DraftSelect, valueOf } from "./editor-fields";
import { fresh, refused, removeAction } from "./editor-store";
import { SOMEONE_ELSE, actionKey } from "./editor-typed";
import { t } from "./editor-words";
import type { Doer, Gap, Hint, StaffAction } from "./staff-api";

export type ActionView = { action: StaffAction; n: number; gaps: Gap[]; hints: Hint[] };

/** How many things about an action want another look: gaps stop sharing, hints do not, an empty "if not" is worth a line. */
export const toFix = ({ action, gaps, hints }: ActionView): number => gaps.length + hints.length + (valueOf(actionKey(action.id, "plan_b"), action.plan_b).trim() ? 0 : 1);

function State({ view }: { view: ActionView }) {
  const n = toFix(view);
  return n ? <Chip look="you" icon="pencil">{t("fix", { n })}</Chip> : <Chip look="done">{t("clear")}</Chip>;
}

/** A closed action: what, who, by when, and whether it is clear. Pressing it opens it. */
export function ActionRow({ view, onOpen }: { view: ActionView; onOpen: () => void }) {
  const { action } = view, what = valueOf(actionKey(action.id, "what"), action.what) || t("unnamed"), when = valueOf(actionKey(action.id, "by_when"), action.by_when ?? "");
  return <Row onClick={onOpen} stop={toFix(view) ? "you" : "done"} title={<><span class="vh">{t("action", { n: view.n })}: </span>{what}</>} sub={t("by", { who: action.who.name || t("no who"), date: when ? day(when) : t("no date") })} end={<State view={view} />} />;
}

function Hints({ hints }: { hints: Hint[] }) {
  return <>{hints.map((hint, i) => <p class="clarity" key={i}><Icon name="lightbulb" /><span>{t("hint", { words: hint.words, problem: hint.problem })} <b>{t("try", { words: hint.try })}</b></span></p>)}</>;
}

function Remove({ person, name, action }: { person: string; name: string; action: StaffAction }) {
  const [asking, ask] = useState(false), { busy, fault, run } = useBusy();
  return (
    <>
      <Button kind="quiet" class="sm" onClick={() => ask(true)}>{t("remove")}</Button>
      {asking && <Sheet title={t("remove title")} lead={t("remove why", { name })} onClose={() => ask(false)}>
        {fault ? <div class="field"><Fault>{t("failed")}</Fault></div> : null}
        <div class="btns"><Button kind="danger" busy={busy} onClick={() => run(() => removeAction(person, action))}>{t("remove yes")}</Button><Button kind="quiet" onClick={() => ask(false)}>{t("keep")}</Button></div></Sheet>}
    </>
  );
}

type FormProps = { view: ActionView; person: string; name: string; people: Doer[]; matters: { value: string; label: string }[]; focus: boolean };

/** An open action: what, who, by when, how it helps, and what if not. */
export function ActionForm({ view, person, name, people, matters, focus }: FormProps) {
  const { action, n, hints } = view, at = (field: Parameters<typeof actionKey>[1]) => actionKey(action.id, field);
  const whom = valueOf(at("by_whom"), action.by_whom ?? (action.who.name ? SOMEONE_ELSE : ""));
  const isFresh = fresh.value.some((one) => one.id === action.id), what = valueOf(at("what"), action.what);
  const err = refused.value.has(action.id) ? t("cannot") : !isFresh && !what.trim() ? t("what missing") : undefined;
  return (
    <section class="group" aria-label={t("action", { n: count(n) })}><div class="pad action-form">
      <div class="head"><h2>{t("action", { n: count(n) })}</h2><State view={view} /></div>
      <DraftField label={t("what")} at={at("what")} saved={action.what} rows={2} focus={focus} err={err} hint={hints.length ? <Hints hints={hints} /> : isFresh && !what.trim() ? t("what missing") : undefined} />
      <div class="pairs">
        <DraftSelect label={t("who")} at={at("by_whom")} saved={whom} options={[{ value: "", label: t("who none") }, ...people.map((one) => ({ value: one.id, label: one.name })), { value: SOMEONE_ELSE, label: t("who other") }]} />
        <DraftField label={t("when")} at={at("by_when")} saved={action.by_when ?? ""} type="date" />
        {whom === SOMEONE_ELSE && <DraftField label={t("who name")} at={at("by_name")} saved={action.by_whom ? "" : action.who.name} longest={80} hint={t("who name hint")} />}
        <DraftField label={t("helps", { name })} at={at("helps")} saved={action.helps} />
        <DraftField label={t("plan b")} at={at("plan_b")} saved={action.plan_b} placeholder={t("plan b hint")} />
        {matters.length > 1 && <DraftSelect label={t("matter")} at={at("matter")} saved={action.matter} options={matters} />}
      </div>
      <div class="btns end"><Remove person={person} name={name} action={action} /></div>
    </div></section>
  );
}
