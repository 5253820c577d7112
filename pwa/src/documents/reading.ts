import type { ChipLook, StopLook } from "../shared/ui";
import type { Kind, Paper, Papers } from "./api";

type Standing = Paper["standing"];

/** What is to do first: theirs, then what is late or under way, then what has its time. */
const ORDER: Standing[] = ["your_turn", "late", "going", "to_come"];

/** Papers of which one says that it is done, more than that one has it. */
const DEEDS: readonly Kind[] = ["nhs_gp", "benefits_claim", "voter", "adult_care", "home_at_18", "housing_register"];
export const isDeed = (kind: Kind): boolean => DEEDS.includes(kind);

export type Groups = { todo: Paper[]; held: Paper[]; rest: Paper[] };

/** What is still to do, soonest first; what is with them; what they do not need. */
export function grouped(all: readonly Paper[]): Groups {
  const when = (one: Paper): string => dueOn(one) ?? "9", place = (one: Paper): number => ORDER.indexOf(one.standing);
  return {
    todo: all.filter((one) => place(one) >= 0).sort((a, b) => place(a) - place(b) || (a.standing === "to_come" ? 0 : when(a).localeCompare(when(b)))),
    held: all.filter((one) => one.standing === "with_you"),
    rest: all.filter((one) => one.standing === "not_needed"),
  };
}

/** One part for each paper that they need: with them, their turn, the rest. */
export function segments({ papers }: Papers): ("d" | "y" | "")[] {
  const need = papers.filter((one) => one.standing !== "not_needed"), held = need.filter((one) => one.held).length;
  const turn = need.filter((one) => !one.held && one.standing === "your_turn").length;
  return need.map((_, i) => i < held ? "d" : i < held + turn ? "y" : "");
}

/** Whoever works for the council says that they have it, and they have not answered since. */
export function asked(paper: Paper): string | null {
  const [last] = paper.said;
  return paper.council_says === "held_by_me" && !paper.held && last !== undefined && last.by !== "" && last.status === "held_by_me" ? last.by : null;
}

/** Who spoke last for the council about it, by first name. */
export const speaker = (paper: Paper): string => paper.said.find((one) => one.by)?.by ?? "";

/** The day by which their part is due. A day of their childhood that has passed is no such day. */
export const dueOn = (paper: Paper): string | null => paper.next_by ?? (paper.days_left === null ? null : paper.have_by);

export const CHIP: Record<Standing, ChipLook> = { with_you: "done", your_turn: "you", going: "going", late: "late", to_come: "", not_needed: "" };
export const STOP: Record<Standing, StopLook> = { with_you: "done", your_turn: "you", going: "going", late: "late", to_come: "to_come", not_needed: "to_come" };
