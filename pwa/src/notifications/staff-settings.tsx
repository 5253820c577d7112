import { useEffect, useState } from "preact/hooks";
import "./staff-notices.css";
import { NoSignal } from "../shared/http";
import { saved as savedWords } from "../shared/intl";
import { Broken, Button, Fault, Section, Skeleton, Tick, useBusy } from "../shared/ui";
import type { Settings } from "./api";
import { HereNote } from "./here";
import "./notifications.css";
import { change, loadSettings, settings, settingsFault } from "./staff-store";
import { state, unsubscribe, type Here, type Turned } from "./subscribe";
import { Test } from "./test";
import { t } from "./staff-words";

const says = (fault: unknown): string => fault instanceof NoSignal ? t("no signal") : t("failed");

function tested(of: Settings): string {
  if (!of.tested_at) return "";
  return t(of.test_came === null ? "tested" : of.test_came ? "tested came" : "tested lost", { when: savedWords(of.tested_at) });
}

/** On and off, and a push on purpose with the question whether it came: the same as on a young person's phone, in other words. */
function ThisDevice({ of }: { of: Settings }) {
  const [here, set] = useState<Here>(), [said, say] = useState<Turned>(), { busy, fault, run } = useBusy();
  const look = async () => set(await state());
  useEffect(() => { void run(look); }, []);
  const turned = (got: Turned) => { say(got); void run(look); void loadSettings(); };
  const off = () => run(async () => { await unsubscribe(); say(undefined); await look(); await loadSettings(); });
  return (
    <Section id="push" title={t("this device")}>
      <p class="soft">{t("says")}</p>
      {here && <HereNote here={here} said={said} onTurned={turned} t={t} to="" />}
      {of.tested_at && <p class="small soft">{tested(of)}</p>}
      {here && <Test here={here} of={of} onTurned={turned} onSaid={() => void loadSettings()} t={t} />}
      {here === "on" && <div><Button kind="quiet" busy={busy} onClick={off}>{t("turn off")}</Button></div>}
      {fault ? <Fault>{says(fault)}</Fault> : null}
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

/** How this member of staff hears that someone waits. */
export function StaffSettings() {
  useEffect(() => { void loadSettings(); }, []);
  const of = settings.value;
  return (
    <>
      <div class="top"><div class="lead"><h1>{t("title")}</h1><p class="small">{t("lead")}</p></div></div>
      {of ? <div class="stack wide-stack settings"><ThisDevice of={of} /><Quiet of={of} /></div> : settingsFault.value ? <Broken fault={settingsFault.value} again={loadSettings} extra={<></>} /> : <Skeleton rows={3} />}
    </>
  );
}
