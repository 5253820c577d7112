import { table } from "../shared/intl";

const t = table({ "am": "{time}am", "pm": "{time}pm", "midnight": "midnight", "midday": "midday" });

/** "10pm", "7:30am" for a wall time like 22:00:00. */
export function clock(wall: string): string {
  const hour = Number(wall.slice(0, 2)), minutes = wall.slice(3, 5);
  if (minutes === "00" && hour % 12 === 0) return t(hour ? "midday" : "midnight");
  return t(hour < 12 ? "am" : "pm", { time: `${hour % 12 || 12}${minutes === "00" ? "" : `:${minutes}`}` });
}
