import { useEffect, useState } from "preact/hooks";
import type { Me } from "../shared/api";
import { NoSignal, Problem } from "../shared/http";
import { wipe } from "../shared/keep/vault";
import { me, takeMe } from "../shared/me";
import { Blank, Button, Fault, Icon, Screen } from "../shared/ui";
import { unlockWithPasskey, unlockWithPin } from "./unlock-api";
import "./unlock.css";
import { turnedAway } from "./passkey";
import { PinPad } from "./pin";
import { t } from "./words";

/** The tenth wrong PIN in a row throws the phone out. */
const TRIES = 10;

/** Counts down to 0 from whatever it was last set to, a second at a time. */
export function useCountdown(from: number): [number, (seconds: number) => void] {
  const [until, setUntil] = useState(Date.now() + from * 1000), [, tick] = useState(0), left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  useEffect(() => { if (!left) return; const timer = setTimeout(() => tick((n) => n + 1), 1000); return () => clearTimeout(timer); });
  return [left, (seconds) => setUntil(Date.now() + seconds * 1000)];
}

/** Why it did not open, in words. */
export function unlockFault(wrong: unknown, pinToo: boolean): string {
  if (wrong instanceof NoSignal) return t("unlock away");
  if (turnedAway(wrong)) return t(pinToo ? "turned away" : "turned away only");
  if (wrong instanceof Problem && wrong.type === "wrong-pin") return t("wrong", { n: Number(wrong.body["tries_left"] ?? 0) });
  return t("unlock fault");
}

/** The lock: PIN, fingerprint or face. `onOpen` gets the server's answer; `onOut` when this phone was thrown out. */
export function Unlock({ onOpen, onOut }: { onOpen: (who: Me) => void; onOut: () => void }) {
  const ways = me.value?.ways ?? [], pinToo = ways.includes("pin") || !ways.length, fingerToo = ways.includes("passkey");
  const [pin, setPin] = useState(""), [busy, setBusy] = useState(false), [wrong, setWrong] = useState(""), [forgot, setForgot] = useState(false), [last, setLast] = useState((me.value?.wrong_tries ?? 0) === TRIES - 1), [out, setOut] = useState(false), [left, waitFor] = useCountdown(me.value?.wait_seconds ?? 0);
  const go = async (way: () => Promise<Me>) => {
    setBusy(true); setWrong("");
    try { onOpen(takeMe(await way())); } catch (no) {
      setPin("");
      if (no instanceof Problem && no.status === 401) {
        // This phone is out: what it kept goes before anything is said.
        await wipe().catch(() => undefined);
        return last ? setOut(true) : onOut();
      }
      if (no instanceof Problem && no.type === "wrong-pin") setLast(no.body["tries_left"] === 1);
      if (no instanceof Problem && Number(no.body["wait_seconds"]) > 0) waitFor(Number(no.body["wait_seconds"]));
      setWrong(no instanceof Problem && no.status === 429 ? "" : unlockFault(no, pinToo));
    } finally { setBusy(false); }
  };
  const type = (next: string) => { setPin(next); setWrong(""); if (next.length === 6) void go(() => unlockWithPin(next)); };
  const finger = () => void go(unlockWithPasskey);
  if (out) return <Screen title="Onward" centred><Blank alert title={t("out")} actions={<Button onClick={onOut}>{t("out go")}</Button>}><p>{t("out how")}</p></Blank></Screen>;
  return (
    <Screen title="Onward" centred class="lock-screen">
      <div class="lead centre"><Icon name="lock" class="big-i" /><h1>{t("unlock")}</h1><p>{t(pinToo ? "unlock pin" : "unlock passkey")}</p></div>
      <div class="lock-say" role="alert">{wrong && <Fault>{wrong}</Fault>}{left > 0 && <p class="soft">{t("wait", { n: left })}</p>}</div>
      {pinToo
        ? <PinPad pin={pin} onPin={type} off={busy || left > 0} onPasskey={fingerToo ? finger : undefined} />
        : <div class="btns centre"><Button icon="fingerprint" busy={busy} onClick={finger}>{t("use passkey long")}</Button></div>}
      {pinToo && <div>{forgot ? <p class="soft" role="status">{t("forgot how")}</p> : <Button kind="quiet" onClick={() => setForgot(true)}>{t("forgot")}</Button>}</div>}
    </Screen>
  );
}
