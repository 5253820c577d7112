import { expect, test } from "vitest";
import { clock } from "./times";
import { usedWords } from "./used";

test("wall times read as people say them", () => {
  expect(["22:00:00", "08:00:00", "07:30:00", "00:00:00", "12:00:00", "00:15:00", "12:45:00", "23:59:00"].map(clock)).toEqual(["10pm", "8am", "7:30am", "midnight", "midday", "12:15am", "12:45pm", "11:59pm"]);
});

test("bytes read as phone bills do", () => {
  expect([0, 999, 1_000, 312_400, 999_499, 999_500, 1_234_567].map(usedWords)).toEqual([
    "Less than 1 KB this month", "Less than 1 KB this month", "1 KB this month", "312 KB this month", "999 KB this month", "1 MB this month", "1.2 MB this month",
  ]);
});
