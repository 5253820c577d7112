import { expect, test } from "vitest";
import { by, day, dayTime, daysBetween, initials, left, longDay, opening, plainDay, saved, table, time, today, twins } from "./intl";

const NOW = "2026-03-12";

test("dates carry their day, and the year only when it is another", () => {
  expect(day("2026-03-24", NOW)).toBe("Tue 24 March");
  expect(day("2027-01-03", NOW)).toBe("Sun 3 January 2027");
  expect(longDay("2026-03-12", NOW)).toBe("Thursday 12 March");
  expect(plainDay("2026-03-10", NOW)).toBe("10 March");
});

test("times are London's, with am and pm", () => {
  expect(time("2026-03-24T16:30:00+00:00")).toBe("4:30pm");
  expect(time("2026-07-01T08:02:00+00:00")).toBe("9:02am");
  expect(time("2026-01-01T00:05:00+00:00")).toBe("12:05am");
  expect(dayTime("2026-03-24T16:30:00+00:00", NOW)).toBe("Tue 24 March, 4:30pm");
});

test("the day turns at midnight in London, not elsewhere", () => {
  expect(today(new Date("2026-06-30T23:30:00Z"))).toBe("2026-07-01");
  expect(today(new Date("2026-01-31T23:30:00Z"))).toBe("2026-01-31");
});

test("days left, today, tomorrow, late", () => {
  expect(by("2026-03-16", NOW)).toBe("by Mon 16 March, 4 days left");
  expect(by("2026-03-12", NOW)).toBe("by Thu 12 March, today");
  expect(left("2026-03-13", NOW)).toBe("tomorrow");
  expect(left("2026-03-11", NOW)).toBe("1 day late");
  expect(left("2026-03-06", NOW)).toBe("6 days late");
  expect(left("2026-04-30", NOW)).toBe("");
});

test("days are counted over the change of the clocks", () => { expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2); expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2); });

test("how old a copy is", () => {
  expect(saved("2026-03-12T09:02:00+00:00", NOW)).toBe("today at 9:02am");
  expect(saved("2026-03-10T09:02:00+00:00", NOW)).toBe("Tue 10 March at 9:02am");
});

test("sentences take slots and plural forms", () => {
  const t = table({ one: { one: "{n} thing", other: "{n} things" }, hi: "Hi {name}" });
  expect([t("one", { n: 1 }), t("one", { n: 1234 }), t("hi", { name: "$& Jade" })]).toEqual(["1 thing", "1,234 things", "Hi $& Jade"]);
});

test("a sentence without its name takes its twin", () => {
  const named = twins({ "ask": "{name} will ask.", "ask nobody": "We will ask." });
  expect([named("ask", "Dan"), named("ask", undefined)]).toEqual(["Dan will ask.", "We will ask."]);
});

test("initials and openings", () => { expect(initials("Mary Jane Watson")).toBe("MW"); expect(initials("Dan")).toBe("D"); expect(opening("by Monday")).toBe("By Monday"); });
