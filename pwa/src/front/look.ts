import { recall, remember } from "../shared/phone";

export type Theme = "auto" | "light" | "dark";
export type TextSize = "normal" | "big" | "bigger";

export const theme = (): Theme => (["light", "dark"] as const).find((one) => one === recall("theme")) ?? "auto";
export const textSize = (): TextSize => (["big", "bigger"] as const).find((one) => one === recall("text")) ?? "normal";

/** Paints as this phone's owner chose; otherwise as the phone itself is set. */
export function showAsChosen(): void {
  const page = document.documentElement, chosen = theme(), size = textSize();
  if (chosen === "auto") delete page.dataset["theme"]; else page.dataset["theme"] = chosen;
  if (size === "normal") delete page.dataset["text"]; else page.dataset["text"] = size;
}

export function chooseTheme(next: Theme): void { remember("theme", next === "auto" ? null : next); showAsChosen(); }
export function chooseTextSize(next: TextSize): void { remember("text", next === "normal" ? null : next); showAsChosen(); }
