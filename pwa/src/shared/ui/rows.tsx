import { useEffect, useRef, useState } from "preact/hooks";
import { keysOn, turnKeys, useKeys } from "../keys";

/**
 * A list with what is open of it beside it: its rows are one Tab stop, arrows, Home, End, J and K move, and back from what
 * was open leads to its row. Each row names itself in `data-<name>`; `ids` are all of them from top to bottom.
 */
export function useRows(name: string, ids: readonly string[], open: string | undefined, close: () => void) {
  const [at, setAt] = useState(open), list = useRef<HTMLDivElement>(null), was = useRef(open);
  const go = (id: string | undefined) => { if (id) { setAt(id); list.current?.querySelector<HTMLElement>(`[data-${name}="${id}"]`)?.focus(); } };
  useEffect(() => close, []);
  useEffect(() => {
    if (open) setAt(open); else close();
    if (!open && was.current) go(was.current);
    was.current = open;
  }, [open]);
  const step = (by: number) => {
    const here = at === undefined ? -1 : ids.indexOf(at), to = here < 0 ? 0 : list.current?.contains(document.activeElement) || open === at ? here + by : here;
    go(ids[Math.min(ids.length - 1, Math.max(0, to))]);
  };
  useKeys({ j: () => step(1), k: () => step(-1) });
  const arrows = (e: KeyboardEvent) => {
    const does: Record<string, () => void> = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Home: () => go(ids[0]), End: () => go(ids.at(-1)) }, move = does[e.key];
    if (move && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); move(); }
  };
  const landed = (e: FocusEvent) => { const id = (e.target as HTMLElement).closest<HTMLElement>(`[data-${name}]`)?.dataset[name]; if (id) setAt(id); };
  return { at, box: { ref: list, onKeyDown: arrows, onFocusIn: landed } };
}

/** Which single keys do what, in the words of `t`, and the button that turns them off. */
export function KeyHelp<K extends string>({ keys, t }: { keys: readonly (readonly [string, string, K])[]; t: (key: K | "keys" | "keys are off" | "keys off" | "keys on") => string }) {
  return (
    <div class="key-help small soft" role="group" aria-label={t("keys")}>
      {keysOn.value ? <p>{keys.map(([one, two, what]) => <span key={what}><kbd>{one}</kbd>{two && <kbd>{two}</kbd>} {t(what)}</span>)}</p> : <p>{t("keys are off")}</p>}
      <button type="button" class="btn quiet" onClick={() => turnKeys(!keysOn.value)}>{t(keysOn.value ? "keys off" : "keys on")}</button>
    </div>
  );
}
