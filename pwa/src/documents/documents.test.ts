import { expect, test } from "vitest";
import type { Paper, Papers, Said } from "./api";
import { goodBy } from "./dates";
import { dueSoon } from "./near";
import { asked, dueOn, grouped, segments } from "./reading";
import { mine, stands } from "./words";

const paper = (kind: Paper["kind"], standing: Paper["standing"], more: Partial<Paper> = {}): Paper => ({
  kind, title: kind, about: "", how: [], free: false, status: "not_started", held: standing === "with_you", owner_says: null, council_says: null, differs: false,
  start_on: null, have_by: null, days_left: null, standing, next_who: null, next_name: "", next_what: "", next_by: null, where: "", said: [], ...more,
});
const of = (...papers: Paper[]): Papers => ({ on: "2026-03-10", held: 0, of: papers.length, turns_18_on: "2026-07-14", papers, ni_kept: false, immigration_kept: false });
const said = (by: string, status: Said["status"]): Said => ({ by, status, on: "2026-03-09", words: "" });

test("their turn comes first, by day; then what is late, under way, to come", () => {
  const all = [paper("voter", "to_come"), paper("passport", "going"), paper("photo_id", "your_turn", { have_by: "2026-05-01", days_left: 52 }), paper("savings", "late"), paper("bank_account", "your_turn", { next_by: "2026-03-12" }), paper("nhs_gp", "with_you"), paper("immigration", "not_needed")];
  const { todo, held, rest } = grouped(all);
  expect(todo.map((one) => one.kind)).toEqual(["bank_account", "photo_id", "savings", "passport", "voter"]);
  expect(held.map((one) => one.kind)).toEqual(["nhs_gp"]);
  expect(rest.map((one) => one.kind)).toEqual(["immigration"]);
});

test("a segment for each that they need: held, their turn, the rest", () => {
  expect(segments(of(paper("voter", "to_come"), paper("nhs_gp", "with_you"), paper("photo_id", "your_turn"), paper("immigration", "not_needed")))).toEqual(["d", "y", ""]);
  // Leave that ends soon is held and their turn at once: it counts as held.
  expect(segments(of(paper("immigration", "your_turn", { held: true })))).toEqual(["d"]);
});

test("they are asked while the council's word is the last one, and not after their answer", () => {
  const one = { council_says: "held_by_me" as const };
  expect(asked(paper("passport", "your_turn", { ...one, said: [said("Dan", "held_by_me")] }))).toBe("Dan");
  expect(asked(paper("passport", "your_turn", { ...one, said: [said("Dan", "held_by_me"), said("", "not_started")] }))).toBe("Dan");
  expect(asked(paper("passport", "late", { ...one, owner_says: "not_started", said: [said("", "not_started"), said("Dan", "held_by_me")] }))).toBe(null);
  // Leave that has ended is held no more, though both once said so: no question either.
  expect(asked(paper("immigration", "late", { ...one, owner_says: "held_by_me", said: [said("", "held_by_me"), said("Dan", "held_by_me")] }))).toBe(null);
  expect(asked(paper("passport", "with_you", { ...one, owner_says: "held_by_me", said: [said("", "held_by_me")] }))).toBe(null);
});

test("Today shows only what is due within four weeks or past its day", () => {
  const soon = (next_by: string | null, have_by: string | null = null, unnamed = false) => dueSoon([{ kind: "passport", title: "Passport", next_what: "Sign it", next_by, have_by, asked: false, unnamed }], "2026-03-10").length;
  expect(soon("2026-04-07")).toBe(1);
  expect(soon("2026-04-08")).toBe(0);
  expect(soon("2026-03-01")).toBe(1);
  expect(soon(null)).toBe(0);
  expect(soon(null, null, true)).toBe(1);
  expect(soon(null, "2026-03-20")).toBe(1);
  expect(soon("2026-06-01", "2026-03-20")).toBe(0);
});

test("from 18 on a day of their childhood is no day to be late for", () => {
  const one = paper("passport", "your_turn", { have_by: "2025-01-14", days_left: null });
  expect(dueOn(one)).toBe(null);
  expect(goodBy(one, "2026-03-10")).toEqual([]);
});

test("how long there is, in days and then in months; what has passed blames nobody", () => {
  const by = (have_by: string, days_left: number) => goodBy(paper("passport", "going", { have_by, days_left }), "2026-03-10")[0]?.[1];
  expect(by("2026-03-11", 1)).toBe("11 March, in 1 day");
  expect(by("2026-05-09", 60)).toBe("9 May, in 60 days");
  expect(by("2026-07-14", 126)).toBe("14 July, in about 4 months");
  expect(by("2026-03-10", 0)).toBe("Today");
  expect(by("2026-03-01", -9)).toBe("It was good to have by 1 March. That’s not your fault.");
});

test("what is done is not had", () => {
  expect(stands("passport", "held_by_me")).toBe("You have it");
  expect(stands("voter", "held_by_me")).toBe("It’s done");
  expect(mine("voter", "not_started")).toBe("It’s not done");
  expect(mine("passport", "lost")).toBe("I lost it");
});
