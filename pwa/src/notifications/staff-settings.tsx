import { useEffect, useState } from "preact/hooks";
import "./staff-notices.css";
import { NoSignal } from "../shared/http";
import { saved as savedWords } from "../shared/intl";
import { Broken, Button, Fault, Icon, Section, Skeleton, Tick, useBusy } from "../shared/ui";
import { api, type Settings } from "./staff-api";
import { change, loadSettings, settings, settingsFault } from "./staff-store";
import { state, subscribe, unsubscribe } from "./subscribe";
import { t } from "./staff-words";

const says = (fault: unknown): string => fault instanceof NoSignal ? t("no signal") : t("failed");

function ThisComputer() {
  const [now, set] = useState<Awaited<ReturnType<typeof state>>>(), [said, say] = useState(""), { busy, fault, run } = useBusy();
  const can = now === undefined || now === "on" || now === "off";
  const look = async () => set(await state());
  useEffect(() => { void run(look); }, []);
  const on = () => run(async () => { const got = await subscribe(); say(got === "on" ? t("is on") : t(got)); await look(); await loadSettings(); });
  const off = () => run(async () => { await unsubscribe(); say(t("is off")); await look(); await loadSettings(); });
  return (
    <Section id="push" title={t("this computer")}>
      <div class="group pad"><p class="reach"><Icon name="bell" /><b>{now === "on" ? t("push on") : now === "refused" ? t("refused") : can ? t("push is off") : t("unsupported")}</b></p><p class="soft">{t("says")}</p>
        {fault ? <Fault>{says(fault)}</Fault> : null}
        {now !== undefined && can && <div>{now === "on" ? <Button kind="second" busy={busy} onClick={off}>{t("turn off")}</Button> : <Button busy={busy} onClick={on}>{t("turn on")}</Button>}</div>}
        <p role="status">{said}</p></div>
    </Section>
  );
}

function Quiet({ of }: { of: Settings }) {
  const [quiet, setQuiet] = useState(of.quiet), [from, setFrom] = useState(of.quiet_from.slice(0, 5)), [until, setUntil] = useState(of.quiet_until.slice(0, 5)), [said, say] = useState(""), { busy, fault, run } = useBusy();
  const keep = (what: Parameters<typeof change>[0]) => run(async () => { say(""); await change(what); say(t("saved")); });
  const box = (label: string, value: string, set: (next: string) => void) => <div class="field"><label>{label}<input type="time" value={value} onInput={(e) => set(e.currentTarget.value)} /></label></div>;
  return (
    <Section id="quiet" title={t("quiet")}>
      <div class="group"><Tick label={t("quiet on")} sub={t("quiet sub")} checked={quiet} onChange={(next) => { setQuiet(next); void keep({ quiet: next }).then((kept) => { if (!kept) setQuiet(!next); }); }} />
        {quiet && <form class="pad quiet-form" onSubmit={(e) => { e.preventDefault(); if (from && until) void keep({ quiet_from: `${from}:00`, quiet_until: `${until}:00` }); }}>{box(t("from"), from, setFrom)}{box(t("until"), until, setUntil)}<Button type="submit" kind="second" busy={busy}>{t("save")}</Button></form>}</div>
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <p role="status">{said}</p>
    </Section>
  );
}

function tested(of: Settings): string {
  if (!of.tested_at) return "";
  return t(of.test_came === null ? "tested" : of.test_came ? "tested came" : "tested lost", { when: savedWords(of.tested_at) });
}

function Test({ of }: { of: Settings }) {
  const [asking, ask] = useState(false), [said, say] = useState(""), { busy, fault, run } = useBusy();
  const go = () => run(async () => { say(""); const { pushed } = await api.test(); ask(pushed > 0); say(t(pushed ? "test sent" : "test none")); });
  const answer = (came: boolean) => run(async () => { await api.answer(came); ask(false); say(t(came ? "test yes" : "test no")); await loadSettings(); });
  return (
    <Section id="test" title={t("test")}>
      {of.tested_at && <p class="small soft">{tested(of)}</p>}
      <p role="status">{said}</p>
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <div class="btns">{asking ? <><Button kind="second" busy={busy} onClick={() => answer(true)}>{t("yes")}</Button><Button kind="second" busy={busy} onClick={() => answer(false)}>{t("no")}</Button></> : <Button kind="second" icon="bell" busy={busy} onClick={go}>{t("test")}</Button>}</div>
    </Section>
  );
}

/** How this member of staff hears that someone waits. */
export function StaffSettings() {
  useEffect(() => { void loadSettings(); }, []);
  const of = settings.value;
  return (
    <>
      <div class="top"><div class="lead"><h1>{t("title")}</h1><p class="small">{t("lead")}</p></div></div>
      {of ? <div class="stack wide-stack settings"><ThisComputer /><Quiet of={of} /><Test of={of} /></div> : settingsFault.value ? <Broken fault={settingsFault.value} again={loadSettings} extra={<></>} /> : <Skeleton rows={3} />}
    </>
  );
}
