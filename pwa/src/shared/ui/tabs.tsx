import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

type Tab<T extends string> = { value: T; label: string };

/** Tabs over one panel. Arrow keys, Home and End move and choose; Tab goes on to the panel. */
export function Tabs<T extends string>({ label, tabs, value, onChange, children }: { label: string; tabs: Tab<T>[]; value: T; onChange: (next: T) => void; children: ComponentChildren }) {
  const id = useId(), list = useRef<HTMLDivElement>(null);
  const press = (e: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value), rtl = document.documentElement.dir === "rtl" ? -1 : 1;
    const steps: Record<string, number> = { ArrowRight: at + rtl, ArrowLeft: at - rtl, Home: 0, End: tabs.length - 1 };
    const next = steps[e.key];
    if (next === undefined) return;
    e.preventDefault();
    const to = (next + tabs.length) % tabs.length;
    onChange(tabs[to]!.value);
    (list.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={press}>
        {tabs.map((tab) => (
          <button type="button" role="tab" key={tab.value} id={`${id}-${tab.value}`} aria-selected={tab.value === value} aria-controls={`${id}-panel`} tabIndex={tab.value === value ? 0 : -1} onClick={() => onChange(tab.value)}>{tab.label}</button>
        ))}
      </div>
      <div class="panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>{children}</div>
    </>
  );
}
