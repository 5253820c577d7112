import { useState } from "preact/hooks";
import { day, plainDay, today } from "../shared/intl";
import { me } from "../shared/me";
import { Button, Field, Note, Sheet, useBusy } from "../shared/ui";
import type { Claim } from "./staff-api";
import { isLate } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { DayField } from "./staff-day";
import { Refusal } from "./staff-refusal";

type Props = { of: Claim; name: string; onClose: () => void; onDone: (words: string) => void };

/** The open promise; before it is read it is the answer that moves. */
export const promisedBy = (of: Pick<Claim, "stops" | "challenge_due_on">): string | null => of.challenge_due_on ?? of.stops.find((stop) => stop.code !== "seen" && stop.due_on)?.due_on ?? null;

function Form({ of, name, most, onClose, onDone }: Props & { most: string }) {
  const [why, setWhy] = useState(""), [on, setOn] = useState(""), [tried, setTried] = useState(false), { busy, fault, run } = useBusy(), due = promisedBy(of) ?? today(), after = due > today() ? due : today();
  const bad = { why: why.trim() ? undefined : t("late why missing"), on: !on ? t("late day missing") : on <= after ? t("late day past", { day: plainDay(after) }) : on > most ? t("late day far", { day: plainDay(most) }) : undefined };
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (!bad.why && !bad.on) void run(() => isLate(of.id, why.trim(), on)).then((ok) => { if (ok) { onClose(); onDone(t("late done", { name })); } }); };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <Field label={t("late why")} hint={t("late why hint")} value={why} onInput={setWhy} rows={3} maxLength={400} err={tried ? bad.why : undefined} />
      <DayField label={t("late day")} hint={t("late again", { name, day: day(of.first_due_on ?? due) })} value={on} onInput={setOn} most={most} err={tried ? bad.on : undefined} />
      <Refusal fault={fault} />
      <div class="btns"><Button type="submit" busy={busy}>{t("late yes", { name })}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form>
  );
}

/** Why whoever looks may set no new day: a manager is not sent to a manager. */
export const whyNoDay = (of: Pick<Claim, "put_off">, kind: string | undefined): "late manager" | "late over" => of.put_off && kind !== "manager" ? "late manager" : "late over";

/** Why it is late and the new day, told before they ask; or who may put it off, where whoever looks may not. */
export function LateSheet(props: Props) {
  const { of, name, onClose } = props;
  return (
    <Sheet title={t("late title", { name })} lead={of.put_off_until ? t("late lead") : undefined} onClose={onClose}>{of.put_off_until ? <Form {...props} most={of.put_off_until} />
      : <><Note look="ends" icon="clock"><p>{t(whyNoDay(of, me.value?.kind))}</p></Note><div class="btns"><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></>}</Sheet>
  );
}
