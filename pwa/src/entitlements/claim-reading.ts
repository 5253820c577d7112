import { day, plainDay, dayOf, today } from "../shared/intl";
import type { ChipLook, StopLook } from "../shared/ui";
import { money } from "./amounts";
import type { Claim, ClaimStop } from "./api";
import { named, t } from "./words";

/** Nothing is to come any more. A refusal may still be argued with, so it is not over here. */
export const isOver = (c: Claim): boolean => c.state === "confirmed" || c.state === "withdrawn";

// A new day does not make it on time; nor is it late before the day first promised has passed.
const moved = (c: Claim, now: string): boolean => c.why_late !== "" && (c.first_due_on ?? now) < now;
const late = (c: Claim, now: string): boolean => moved(c, now) || c.stops.some((stop) => stop.late && !stop.at);

/** The chip of a claim in a list: whose turn it is, in words. */
export function chipOf(c: Claim, now = today()): [ChipLook, string] {
  if (c.state === "given") return ["you", t("chip your turn")];
  if (!isOver(c) && late(c, now)) return ["late", t("chip late")];
  if (c.state === "confirmed") return ["done", t("chip confirmed")];
  if (c.state === "refused" || c.state === "not_come") return ["ends", t(`chip ${c.state}`)];
  return [c.state === "withdrawn" ? "" : "going", t(`chip ${c.state}`)];
}

export function stopLook(c: Claim): StopLook {
  const [look] = chipOf(c);
  return look === "you" || look === "late" || look === "done" || look === "going" ? look : "to_come";
}

/** One stop of the line as it is shown. */
export type Shown = { code: ClaimStop["code"]; look: StopLook; title: string; when: string; current: boolean };

const what = (c: Claim): string => t(c.decision === "no" ? "what no" : c.decided_pence === null ? `what ${c.decision ?? "yes"}` : `what ${c.decision ?? "yes"} sum`, { sum: c.decided_pence === null ? "" : money(c.decided_pence) });

function title(c: Claim, stop: ClaimStop): string {
  const name = stop.by || undefined;
  if (stop.code === "asked") return c.pence === null ? t("asked") : t("asked sum", { sum: money(c.pence) });
  if (stop.code === "confirmed" && c.state === "not_come") return t("not come");
  if (!stop.at) return t(`${stop.code} next`);
  if (stop.code === "seen") return named("seen", name);
  if (stop.code === "decided") return named("decided", name, { what: what(c) });
  return t(stop.code);
}

function when(c: Claim, stop: ClaimStop, current: boolean, now: string): string {
  if (stop.code === "given" && stop.at && c.given_how) return `${plainDay(dayOf(stop.at), now)}. ${c.given_how}`;
  if (stop.at) return day(dayOf(stop.at), now);
  if (!stop.due_on) return "";
  if (stop.late) return [t("late by", { day: plainDay(stop.due_on, now) }), current && c.why_late ? t("late why", { why: c.why_late }) : ""].filter(Boolean).join(" ");
  if (current && c.why_late) return t("late new", { first: plainDay(c.first_due_on ?? stop.due_on, now), day: day(stop.due_on, now), why: c.why_late });
  return t(current ? "by day why" : "by day", { day: day(stop.due_on, now) });
}

/** The line: what has happened, where it stands now, what comes. After a no, or once taken back, nothing more comes. */
export function lineOf(c: Claim, now: string): Shown[] {
  const ended = c.state === "withdrawn" || c.decision === "no" || c.state === "refused";
  const stops = c.stops.filter((stop) => stop.at !== null || !ended), next = stops.findIndex((stop) => stop.at === null);
  return stops.map((stop, i) => {
    const current = i === next, own = stop.code === "confirmed";
    const look: StopLook = stop.at ? c.state === "not_come" && own ? "late" : "done" : stop.late || (current && moved(c, now)) ? "late" : !current ? "to_come" : own ? "you" : "going";
    return { code: stop.code, look, title: title(c, stop), when: when(c, stop, current, now), current };
  });
}

/** The newest first; what waits for them before all. */
export const newestFirst = (all: Claim[]): Claim[] => [...all].sort((a, b) => Number(b.state === "given") - Number(a.state === "given") || (b.stops[0]?.at ?? "").localeCompare(a.stops[0]?.at ?? ""));
