import { expect, test } from "vitest";
import { shortName } from "./stuck";
import { percentOf } from "./teams";

test("a hundred percent only when it is everyone, none only when it is no one", () => {
  expect(percentOf(999, 1000)).toBe(99);
  expect(percentOf(1, 1000)).toBe(1);
  expect(percentOf(0, 10)).toBe(0);
  expect(percentOf(10, 10)).toBe(100);
  expect(percentOf(0, 0)).toBe(0);
});

test("an adviser's name is short, and whole when there is only one", () => {
  expect(shortName("Dan Whitlow")).toBe("D. Whitlow");
  expect(shortName("Maria de la Cruz")).toBe("M. de la Cruz");
  expect(shortName("Cher")).toBe("Cher");
  expect(shortName("")).toBe("");
});
