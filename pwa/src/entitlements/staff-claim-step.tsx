import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { today } from "../shared/intl";
import { Button, Field, Note, Section, useBusy } from "../shared/ui";
import type { Claim } from "./staff-api";
import { DecideForm } from "./staff-claim-decide";
import { DayField } from "./staff-day";
import { gave, sawClaim, type Next } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { Refusal } from "./staff-refusal";

type Props = { of: Claim; name: string; onDone: (words: string) => void };
export type StepProps = Props & { later: ComponentChildren };

function See({ of, name, onDone, later }: StepProps) {
  const { busy, fault, run } = useBusy(), go = () => run(() => sawClaim(of.id)).then((ok) => { if (ok) onDone(t("see done", { name })); });
  return <div class="group pad"><p>{t("see how", { name })}</p><Refusal fault={fault} /><div class="btns"><Button icon="check" busy={busy} onClick={go}>{t("see yes")}</Button>{later}</div></div>;
}

function Give({ of, name, onDone, later }: StepProps) {
  const [how, setHow] = useState(""), [on, setOn] = useState(today()), [tried, setTried] = useState(false), { busy, fault, run } = useBusy();
  const bad = { how: how.trim() ? undefined : t("how missing"), on: !on ? t("on missing") : on > today() ? t("on future") : undefined };
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (!bad.how && !bad.on) void run(() => gave(of.id, how.trim(), on)).then((ok) => { if (ok) onDone(t("give done", { name })); }); };
  return (
    <form class="group pad" onSubmit={submit} noValidate>
      <p class="small soft">{t("give how", { name })}</p>
      <Field label={t("how")} hint={t("how hint")} value={how} onInput={setHow} maxLength={400} err={tried ? bad.how : undefined} />
      <DayField label={t("on")} value={on} onInput={setOn} most={today()} err={tried ? bad.on : undefined} />
      <Refusal fault={fault} /><div class="btns"><Button type="submit" busy={busy}>{t("give yes")}</Button>{later}</div>
    </form>
  );
}

/** The one thing to do now, with its one filled button; or whose turn it is. */
export function NextStep({ of, name, next, onDone, onLate }: Props & { next: Next; onLate: () => void }) {
  if (of.state === "refused" && of.challenge === null) return <Note look="going" icon="clock"><p>{t("wait refused", { name })}</p></Note>;
  if (next === "over") return <Note icon="circle-check" look="done"><p>{t("finished")}</p></Note>;
  if (next === "young_person") return <Note look="going" icon="clock"><p>{t("wait", { name })}</p></Note>;
  const later = <Button kind="quiet" onClick={onLate}>{t("late open")}</Button>, all = { of, name, onDone, later };
  return <Section id="step" title={t("step")}>{next === "see" ? <See {...all} /> : next === "give" ? <Give {...all} /> : <DecideForm {...all} again={next === "answer_challenge"} />}</Section>;
}
