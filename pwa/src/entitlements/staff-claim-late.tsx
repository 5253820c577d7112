import { useState } from "preact/hooks";
import { today } from "../shared/intl";
import { Button, Field, Sheet, useBusy } from "../shared/ui";
import { isLate } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { DayField } from "./staff-day";
import { Refusal } from "./staff-refusal";

/** Why it is late and the new day, told before they ask. */
export function LateSheet({ id, name, onClose, onDone }: { id: string; name: string; onClose: () => void; onDone: (words: string) => void }) {
  const [why, setWhy] = useState(""), [on, setOn] = useState(""), [tried, setTried] = useState(false), { busy, fault, run } = useBusy();
  const bad = { why: why.trim() ? undefined : t("late why missing"), on: !on ? t("late day missing") : on <= today() ? t("late day past") : undefined };
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (!bad.why && !bad.on) void run(() => isLate(id, why.trim(), on)).then((ok) => { if (ok) { onClose(); onDone(t("late done", { name })); } }); };
  return (
    <Sheet title={t("late title", { name })} lead={t("late lead")} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      <Field label={t("late why")} hint={t("late why hint")} value={why} onInput={setWhy} rows={3} maxLength={400} err={tried ? bad.why : undefined} />
      <DayField label={t("late day")} value={on} onInput={setOn} err={tried ? bad.on : undefined} />
      <Refusal fault={fault} />
      <div class="btns"><Button type="submit" busy={busy}>{t("late yes", { name })}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form></Sheet>
  );
}
