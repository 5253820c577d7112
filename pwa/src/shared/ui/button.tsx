import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon, type IconName } from "./icon";

type Look = "second" | "quiet" | "sun" | "ghost" | "danger";
type Props = {
  children: ComponentChildren; kind?: Look; icon?: IconName; wide?: boolean; busy?: boolean; disabled?: boolean; type?: "button" | "submit"; class?: string; label?: string;
  onClick?: () => unknown; describedBy?: string;
};

const classes = ({ kind, wide, class: more }: { kind?: Look | undefined; wide?: boolean | undefined; class?: string | undefined }): string =>
  ["btn", kind, wide ? "wide" : "", more].filter(Boolean).join(" ");

/** A button. While busy or disabled it stays reachable by keyboard and says so; it just does nothing. */
export function Button({ children, kind, icon, wide, busy = false, disabled = false, type = "button", class: more, label, onClick, describedBy }: Props) {
  const press = (e: Event) => { if (busy || disabled) e.preventDefault(); else void onClick?.(); };
  return (
    <button type={type} class={classes({ kind, wide, class: more })} aria-busy={busy || undefined} aria-disabled={busy || disabled || undefined} aria-label={label} aria-describedby={describedBy} onClick={press}>
      {icon && !busy && <Icon name={icon} />}{children}
    </button>
  );
}

/** The same look for a link. */
export function LinkButton({ children, href, kind, icon, wide, class: more }: { children: ComponentChildren; href: string; kind?: Look; icon?: IconName; wide?: boolean; class?: string }) {
  return <a class={classes({ kind, wide, class: more })} href={href}>{icon && <Icon name={icon} />}{children}</a>;
}

/** One thing at a time: `run` does it once, `busy` is true meanwhile, `fault` is what it threw last. */
export function useBusy(): { busy: boolean; fault: unknown; run: (work: () => Promise<unknown>) => Promise<boolean>; clear: () => void } {
  const [busy, setBusy] = useState(false), [fault, setFault] = useState<unknown>(undefined);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true); setFault(undefined);
    try { await work(); return true; } catch (wrong) { setFault(wrong); return false; } finally { setBusy(false); }
  };
  return { busy, fault, run, clear: () => setFault(undefined) };
}
