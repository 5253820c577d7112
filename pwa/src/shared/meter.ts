import { signal } from "@preact/signals";
import { whenLeaves } from "./http";
import { recall, remember } from "./phone";
import { crossed, LINE, month, takeUsed, untold } from "./used";

/** How long an idle connection is kept, in ms: longer out of sight, and the page comes back over a new one. */
const KEPT = 300_000;

function kept(): number {
  const [of, bytes] = (recall("used") ?? "").split(" ");
  return of === month() ? Number(bytes) || 0 : 0;
}

/** Bytes that Onward used on this phone in this calendar month, both ways. A number about a phone, not about a person. */
export const used = signal(kept());

function add(bytes: number): void {
  const now = kept() + bytes;
  if (bytes) remember("used", `${month()} ${now}`);
  used.value = now;
}

/** Counts a stream, of which the browser tells nothing: `heard` is what it said last, nothing when it opens. */
export function countStream(heard?: string): void { add(heard === undefined ? untold() : heard.length + 40); }

/** Counts from here on, and what the page has fetched before. Called once. */
export function watchUsed(): void {
  let hidden = 0;
  // The browser asks at every opening whether the worker is still the same one, and no page is told of that.
  const look = (line: boolean): void => { add(untold() + (line && location.protocol === "https:" ? LINE : 0)); void takeUsed().then(add, () => undefined); };
  whenLeaves(add);
  for (const type of ["navigation", "resource"]) new PerformanceObserver((list) => add(crossed(list.getEntries()))).observe({ type, buffered: true });
  look(true);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") hidden = Date.now(); else look(Date.now() - hidden > KEPT); });
}
