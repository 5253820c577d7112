import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { recall, remember } from "./phone";

/** Whether single keys do something. They can be turned off: speech input types letters that nobody meant (WCAG 2.1.4). */
export const keysOn = signal(recall("keys") !== "off");

export function turnKeys(on: boolean): void { keysOn.value = on; remember("keys", on ? null : "off"); }

/** True where letters are written, or chosen from. */
const typing = (at: EventTarget | null): boolean => at instanceof HTMLElement && (at.isContentEditable || at.matches("textarea, select, input:not([type=checkbox], [type=radio])"));

/** Single keys for the whole page, by `KeyboardEvent.key` in lower case. None while something is typed, with a modifier, or under an open sheet. */
export function useKeys(does: Readonly<Record<string, () => unknown>>): void {
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      const act = does[e.key.length === 1 ? e.key.toLowerCase() : e.key];
      const letter = e.key.length === 1;
      if (!act || e.ctrlKey || e.metaKey || e.altKey || e.repeat && letter || typing(e.target) || document.querySelector("dialog[open]") || (letter && !keysOn.value)) return;
      e.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [does]);
}
