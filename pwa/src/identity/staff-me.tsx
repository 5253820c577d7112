import { useEffect, useState } from "preact/hooks";
import "./staff-identity.css";
import { dayOf, plainDay } from "../shared/intl";
import { me } from "../shared/me";
import { Button, Facts, Fault, Note, Section, useBusy } from "../shared/ui";
import { faultWords, knowsPasskeys } from "./staff-faults";
import { addPasskey, loadPasskeys, passkeys, removePasskey } from "./staff-me-store";
import { t } from "./staff-words";

const on = (at: string): string => plainDay(dayOf(at));

function Passkeys() {
  const { busy, fault, run } = useBusy(), [said, say] = useState("");
  useEffect(() => { void run(loadPasskeys); }, []);
  const add = () => run(async () => { say(""); await addPasskey(); say(t("passkey added")); });
  const remove = (id: string) => run(async () => { say(""); await removePasskey(id); say(t("passkey removed")); });
  return (
    <Section id="passkeys" title={t("passkeys")}>
      <p class="soft">{t("passkeys how")}</p>
      {passkeys.value && (passkeys.value.length
        ? <ul class="group">{passkeys.value.map((key) => (
          <li class="row flat" key={key.id}><span class="b"><b>{key.label}</b><span class="sub">{key.last_used_at ? t("passkey used", { date: on(key.made_at), used: on(key.last_used_at) }) : t("passkey on", { date: on(key.made_at) })}</span></span>
            <Button kind="second" class="sm" busy={busy} label={t("passkey remove what", { label: key.label })} onClick={() => remove(key.id)}>{t("passkey remove")}</Button></li>
        ))}</ul>
        : <p>{t("passkeys none")}</p>)}
      {fault ? <div class="field"><Fault>{faultWords(fault, t("fault"))}</Fault></div> : null}
      <p role="status">{said}</p>
      {knowsPasskeys() ? <div><Button kind="second" icon="fingerprint" busy={busy} onClick={add}>{t("passkey add")}</Button></div> : <p>{t("passkey none")}</p>}
    </Section>
  );
}

/** Who is signed in, how long it lasts, and the ways in. `onLeave` signs out. */
export function StaffMe({ onLeave }: { onLeave: () => Promise<void> }) {
  const who = me.value!;
  return (
    <>
      <div class="top"><div class="lead"><h1>{t("me")}</h1><p class="small">{t("me lead")}</p></div><Button kind="second" icon="log-out" onClick={onLeave}>{t("sign out")}</Button></div>
      <div class="group pad cq"><Facts rows={[[t("name"), who.name], [t("role"), t(`role ${who.kind}`)], [t("council"), who.council]]} /></div>
      <Note icon="clock"><p>{t("lock rule", { n: Math.round(who.lock_after_seconds / 60) })}</p></Note>
      <Passkeys />
    </>
  );
}
