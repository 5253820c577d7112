import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { NoSignal, Problem } from "../shared/http";
import { useBusy } from "../shared/ui";
import { t } from "./words";

/** The lock of another room, put in by the front: it opens, or they turn away. */
export type Again = (open: () => void, close: () => void) => ComponentChildren;

type Work = () => Promise<unknown>;

/** What went wrong with something private, in words. */
export function privateFault(wrong: unknown): string {
  if (wrong instanceof NoSignal) return t("private away");
  return t(wrong instanceof Problem && wrong.status === 403 ? "new phone" : "private fault");
}

/** Runs what needs an unlock of just now. Where the server wants one, the lock stands in its place, and then it runs once more. */
export function useFresh(again: Again): { busy: boolean; fault: unknown; ask: (work: Work) => Promise<boolean>; pad: ComponentChildren } {
  const { busy, fault, run } = useBusy(), [waits, setWaits] = useState<Work | null>(null);
  const ask = (work: Work): Promise<boolean> => run(async () => {
    try { await work(); } catch (wrong) {
      if (!(wrong instanceof Problem && wrong.type === "fresh-unlock")) throw wrong;
      setWaits(() => work);
    }
  });
  const close = (): void => setWaits(null);
  return { busy, fault, ask, pad: waits && again(() => { close(); void ask(waits); }, close) };
}

/** How long something private stays on the screen, in ms. */
const OPEN_FOR = 120_000;

/** Shuts what is open after two minutes, and as soon as the screen is left. */
export function useShut(open: boolean, shut: () => void): void {
  useEffect(() => {
    if (!open) return undefined;
    const hidden = (): void => { if (document.visibilityState === "hidden") shut(); }, timer = setTimeout(shut, OPEN_FOR);
    document.addEventListener("visibilitychange", hidden);
    return () => { clearTimeout(timer); document.removeEventListener("visibilitychange", hidden); };
  }, [open]);
}
