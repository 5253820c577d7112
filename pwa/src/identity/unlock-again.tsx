import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../shared/http";
import { wipe } from "../shared/keep/vault";
import { me, takeMe } from "../shared/me";
import type { Me } from "../shared/api";
import { Button, Fault } from "../shared/ui";
import { PinPad } from "./pin";
import { unlockFault, useCountdown } from "./unlock";
import { unlockWithPasskey, unlockWithPin } from "./unlock-api";
import { t } from "./words";

/** The lock once more, in place of what it opens: for what needs an unlock of just now. `onOut` when this phone was thrown out. */
export function UnlockAgain({ onOpen, onClose, onOut }: { onOpen: () => void; onClose: () => void; onOut: () => void }) {
  const ways = me.value?.ways ?? [], pinToo = ways.includes("pin") || !ways.length, fingerToo = ways.includes("passkey"), head = useRef<HTMLHeadingElement>(null);
  const [pin, setPin] = useState(""), [busy, setBusy] = useState(false), [wrong, setWrong] = useState(""), [left, waitFor] = useCountdown(0);
  useEffect(() => { head.current?.focus({ preventScroll: true }); head.current?.parentElement?.scrollIntoView({ block: "nearest" }); }, []);
  const go = async (way: () => Promise<Me>) => {
    setBusy(true); setWrong("");
    try { takeMe(await way()); onOpen(); } catch (no) {
      setPin("");
      if (no instanceof Problem && no.status === 401) {
        // This phone is out: what it kept goes before anything is said.
        await wipe().catch(() => undefined);
        return onOut();
      }
      if (no instanceof Problem && Number(no.body["wait_seconds"]) > 0) waitFor(Number(no.body["wait_seconds"]));
      setWrong(no instanceof Problem && no.status === 429 ? "" : unlockFault(no, pinToo));
    } finally { setBusy(false); }
  };
  const type = (next: string) => { setPin(next); setWrong(""); if (next.length === 6) void go(() => unlockWithPin(next)); }, finger = () => void go(unlockWithPasskey);
  return (
    <div class="again">
      <h3 ref={head} tabIndex={-1}>{t(pinToo ? "again" : "again passkey")}</h3>
      <div role="alert">{wrong && <Fault>{wrong}</Fault>}{left > 0 && <p class="soft">{t("wait", { n: left })}</p>}</div>
      {pinToo ? <PinPad pin={pin} onPin={type} off={busy || left > 0} onPasskey={fingerToo ? finger : undefined} /> : <Button icon="fingerprint" busy={busy} onClick={finger}>{t("use passkey long")}</Button>}
      <Button kind="quiet" onClick={onClose}>{t("again not")}</Button>
    </div>
  );
}
