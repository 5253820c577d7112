import { useEffect, useState } from "preact/hooks";
import { NoSignal } from "../shared/http";
import { Broken, Button, Choices, Fault, Note, Screen, Section, Skeleton, useBusy } from "../shared/ui";
import type { Change, Settings, Shows } from "./api";
import { HereNote } from "./here";
import { LockPreview } from "./lock";
import "./notifications.css";
import { Quiet } from "./quiet";
import { change, fault as loadFault, load, settings } from "./store";
import { state, unsubscribe, type Here, type Turned } from "./subscribe";
import { Switch } from "./switch";
import { Test } from "./test";
import { Texts } from "./texts";
import { t } from "./words";

const LEVELS = ["private", "first_names", "none"] as const;

function Whole({ of, adviser }: { of: Settings; adviser: string | undefined }) {
  const [here, setHere] = useState<Here>(), [said, say] = useState<Turned>(), [off, setOff] = useState(false), [fault, setFault] = useState<unknown>(), turning = useBusy();
  const look = async () => setHere(await state());
  useEffect(() => { void look(); }, []);
  const keep = (what: Change): Promise<boolean> => change(what).then(() => { setFault(undefined); return true; }, (wrong: unknown) => { setFault(wrong); return false; });
  const turned = (got: Turned) => { say(got); setOff(false); void look(); void load(); };
  const turnOff = () => turning.run(async () => { await unsubscribe(); say(undefined); setOff(true); await look(); await load(); });
  const sub = (one: Shows): string => one === "first_names" ? adviser ? t("first_names sub", { name: adviser }) : t("first_names sub nobody") : t(`${one} sub`);
  return (
    <>
      {off && <Note live icon="bell">{t("is off")}</Note>}
      {here && <HereNote here={here} said={said} onTurned={turned} />}
      <LockPreview shows={of.shows} name={adviser} />
      <Choices<Shows> legend={t("what shows")} hideLegend options={LEVELS.map((one) => ({ value: one, label: t(one), sub: sub(one) }))} value={of.shows} onChange={(shows) => void keep({ shows })} />
      {fault !== undefined && <Fault>{t(fault instanceof NoSignal ? "not saved away" : "not saved")}</Fault>}
      <Section id="tell" title={t("tell")}>
        <div class="group">
          <Switch label={t("messages")} sub={t("messages sub")} on={of.messages} onChange={(messages) => void keep({ messages })} />
          <Switch label={t("plan")} sub={t("plan sub")} on={of.plan} onChange={(plan) => void keep({ plan })} />
          <Quiet of={of} onChange={keep} />
        </div>
      </Section>
      {of.texts && <Texts of={of} onChange={keep} onNumber={(text_to) => change({ text_to })} />}
      <div class="stack">
        {here && <Test here={here} of={of} onTurned={turned} onSaid={() => void load()} />}
        {here === "on" && <Button kind="quiet" busy={turning.busy} onClick={turnOff}>{t("turn off")}</Button>}
        <p class="small soft">{t("adviser sees")}</p>
      </div>
    </>
  );
}

/** What may show on this person's phones, when, and whether it comes. `adviser`: the given name that First names would show. */
export function NoticesPage({ adviser }: { adviser: string | undefined }) {
  const of = settings.value;
  useEffect(() => { void load(); }, []);
  return (
    <Screen title="My stuff – Onward" tab="/me" back={{ href: "/me", label: t("stuff back") }}>
      {!of && loadFault.value ? <Broken fault={loadFault.value} again={load} /> : <>
        <div class="lead"><h1 class="long-word">{t("notices")}</h1><p>{t("lead")}</p></div>
        {of ? <Whole of={of} adviser={adviser} /> : <Skeleton words={t("loading")} />}
      </>}
    </Screen>
  );
}
