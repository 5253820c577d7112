import type { ComponentChildren } from "preact";
import { initials } from "../intl";
import { Icon, type IconName } from "./icon";

export type StopLook = "to_come" | "you" | "going" | "done" | "late";
export type ChipLook = "you" | "going" | "done" | "ends" | "late" | "";

const CHIP_ICON: Record<ChipLook, IconName | null> = { you: "hand", going: "clock", done: "check", ends: "hourglass", late: "circle-alert", "": null };

/** A stop on a line. It only repeats what the words say. */
export function Stop({ look }: { look: StopLook }) {
  return <span class={`stop ${look}`} aria-hidden="true">{look === "done" ? <Icon name="check" /> : look === "late" ? <Icon name="circle-alert" /> : null}</span>;
}

/** A short state in words, with its colour and icon. */
export function Chip({ look = "", icon, children }: { look?: ChipLook; icon?: IconName; children: ComponentChildren }) {
  const shown = icon ?? CHIP_ICON[look];
  return <span class={`chip ${look}`}>{shown && <Icon name={shown} />}{children}</span>;
}

/** The parts of something, done / your turn / other. `words` says the same for readers. */
export function Segs({ looks, words }: { looks: ("d" | "y" | "")[]; words: string }) {
  return <><span class="segs" aria-hidden="true">{looks.map((look, i) => <i key={i} class={look} />)}</span><span class="vh">{words}</span></>;
}

/** Initials in place of a face. */
export function Face({ name, small = false }: { name: string; small?: boolean }) {
  return <span class={small ? "face s" : "face"} aria-hidden="true">{initials(name)}</span>;
}

/** The young person's own words: always this shape and colour. */
export function Voice({ words, foot }: { words: string; foot?: ComponentChildren }) {
  return <figure class="voice"><blockquote>“{words}”</blockquote>{foot && <footer>{foot}</footer>}</figure>;
}

/** A note beside what it is about. `live` when it appears after the page was there. */
export function Note({ look = "", icon = "circle-alert", live = false, children }: { look?: "going" | "ends" | "done" | ""; icon?: IconName; live?: boolean; children: ComponentChildren }) {
  return <div class={`note ${look}`} role={live ? "status" : undefined}><Icon name={icon} /><div>{children}</div></div>;
}

/** A fault in words, tied to its field by `id`. */
export function Fault({ id, children }: { id?: string; children: ComponentChildren }) {
  return <p class="err" id={id} role="alert"><Icon name="circle-alert" /><span>{children}</span></p>;
}
