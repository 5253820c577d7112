import { useState } from "preact/hooks";
import { Problem } from "../shared/http";
import { Button, Field, Section, useBusy } from "../shared/ui";
import type { Change, Settings } from "./api";
import { Switch } from "./switch";
import { t } from "./words";

/** A text where no push arrives: only for those who give a number, and only where the council sends texts. */
export function Texts({ of, onNumber, onChange }: { of: Settings; onNumber: (number: string) => Promise<void>; onChange: (what: Change) => Promise<boolean> }) {
  const [asking, ask] = useState(false), [number, setNumber] = useState(""), { busy, fault, run, clear } = useBusy(), has = of.text_to_ends !== "";
  const turn = (on: boolean) => { clear(); ask(on); if (!on && has) void onChange({ text_to: "" }); };
  const save = (e: Event) => { e.preventDefault(); void run(() => onNumber(number.trim())).then((kept) => { if (kept) { ask(false); setNumber(""); } }); };
  const wrong = fault === undefined ? undefined : t(fault instanceof Problem && fault.status < 500 ? "number wrong" : "not saved");
  return (
    <Section id="texts" title={t("texts")}>
      <div class="group">
        <Switch label={t("text")} sub={has ? t("text ends", { ends: of.text_to_ends }) : t("text says")} on={has || asking} onChange={turn} />
        {asking && !has && <form class="under-row" onSubmit={save}><Field label={t("number")} hint={t("number hint")} value={number} onInput={setNumber} err={wrong} inputMode="tel" autocomplete="tel" maxLength={20} /><Button type="submit" kind="second" busy={busy}>{t("save number")}</Button></form>}
      </div>
    </Section>
  );
}
