import { useEffect, useState } from "preact/hooks";
import { NoSignal, Problem } from "../shared/http";
import { t } from "./staff-words";

/** Seconds to wait that a refusal names, or 0. */
export function waitOf(fault: unknown): number {
  if (!(fault instanceof Problem) || fault.status !== 429) return 0;
  return Number(fault.body["wait_seconds"] ?? 60);
}

/** Counts a wait down to 0, once a second, from the moment `fault` came. */
export function useWait(fault: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const until = Date.now() + waitOf(fault) * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    if (!waitOf(fault)) return undefined;
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [fault]);
  return left;
}

/** A wait in words: minutes once it is over two of them. */
export const waitWords = (seconds: number): string => seconds > 120 ? t("too many minutes", { n: Math.ceil(seconds / 60) }) : t("too many", { n: seconds });

/** A fault in words. `refused` is what to say when the server said no to what was typed. */
export function faultWords(fault: unknown, refused: string): string {
  if (fault instanceof NoSignal) return t("no signal");
  if (fault instanceof Problem) return fault.status === 503 ? t("busy") : fault.status < 500 ? refused : t("fault");
  if (fault instanceof DOMException) return t("passkey stopped");
  return t("fault");
}

/** True when this browser knows passkeys, on itself or on a key beside it. */
export const knowsPasskeys = (): boolean => "PublicKeyCredential" in globalThis;
