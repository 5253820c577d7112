import type { ComponentChildren } from "preact";
import { Icon } from "./icon";

/** Time that runs, in words: late in clay with its own icon, soon in bold. */
export function Clock({ look = "", children }: { look?: "late" | "soon" | ""; children: ComponentChildren }) {
  return <span class={`clock ${look}`}><Icon name={look === "late" ? "circle-alert" : "clock"} />{children}</span>;
}
