import { useState } from "preact/hooks";
import { whenForgotten } from "../shared/forget";
import { Problem } from "../shared/http";
import { Button, Choices, Fault, Field, useBusy } from "../shared/ui";
import type { StepProps } from "./staff-claim-step";
import { decide } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { Pick } from "./staff-day";
import { badOf, CODES, decisionOf, type Deciding } from "./staff-deciding";
import { money } from "./amounts";
import { typedPounds } from "./staff-money";
import { PlainHints } from "./staff-plain-hints";
import { Refusal } from "./staff-refusal";

/** What of a claim is kept while another is looked at. */
const halfWritten = new Map<string, Deciding>();
whenForgotten(() => halfWritten.clear());

/** Yes, yes to part, or no; the sum against what is left; and the reason that the young person reads. */
export function DecideForm({ of, name, onDone, later, again = false }: StepProps & { again?: boolean }) {
  const first: Deciding = halfWritten.get(of.id) ?? { decision: undefined, sum: typedPounds(of.pence), code: "", why: "" };
  const [said, setSaid] = useState(first), [tried, setTried] = useState(false), { busy, fault, run } = useBusy(), pot = of.pot, bad = badOf(said, of, pot, name), err = tried ? bad : {};
  const set = (part: Partial<Deciding>) => setSaid((was) => { const next = { ...was, ...part }; halfWritten.set(of.id, next); return next; });
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!Object.keys(bad).length) void run(() => decide(of.id, decisionOf(said))).then((ok) => { if (ok) { halfWritten.delete(of.id); onDone(t("decide done", { name })); } });
  };
  const some = said.decision === "yes" || said.decision === "partly", over = fault instanceof Problem && fault.type === "above-what-is-left";
  return (
    <form class="stack decide" onSubmit={submit} noValidate>
      <p class="small soft">{t("decide how", { name })}{again && ` ${t("again how")}`}</p>
      <Choices legend={t("decide")} value={said.decision} onChange={(decision) => set({ decision })} err={err.decision} options={(["yes", "partly", "no"] as const).map((one) => ({ value: one, label: t(one), sub: t(`${one} sub`) }))} />
      {said.decision && <div class="group pad">
        {some && (of.pence !== null || pot) && <div class="sum-field"><Field label={t("sum")} value={said.sum} inputMode="text" onInput={(sum) => set({ sum })} err={over ? t("sum over server", { left: money(Number(fault.body["left"] ?? 0)) }) : err.sum}
          hint={pot ? t(pot.waiting - (of.pence ?? 0) > 0 ? "sum left waiting" : "sum left", { left: money(pot.left), total: money(pot.total), waiting: money(pot.waiting - (of.pence ?? 0)) }) : undefined} /></div>}
        {said.decision !== "yes" && <>
          <Field label={t("why", { name })} hint={t("why hint")} rows={3} maxLength={2000} value={said.why} onInput={(why) => set({ why })} err={err.why} />
          <PlainHints words={said.why} />
          <Pick label={t("code")} hint={t("code hint", { name })} value={said.code} onChange={(code) => set({ code })} err={err.code} options={[{ value: "", label: t("code choose") }, ...CODES.map((code) => ({ value: code, label: t(`code ${code}`) }))]} />
        </>}
        {fault && !over ? <Refusal fault={fault} /> : null}
        <div class="btns"><Button type="submit" busy={busy}>{t("decide yes", { name })}</Button>{later}</div>
      </div>}
      {!said.decision && <div class="btns">{later}</div>}
      {!said.decision && tried && <Fault>{t("decide")}</Fault>}
    </form>
  );
}
