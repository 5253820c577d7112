import { expect, test } from "vitest";
import type { Service } from "./api";
import { found, isStale, kindsOf, nearly } from "./search";

const place = (name: string, more: Partial<Service> = {}): Service => ({ id: name, about: "other", name, what: "", who_for: "", address: "", phone: "", email: "", link: "", opens: "", cost: "", from_whom: "", checked_on: "2026-11-01", gone: false, ...more });
const names = (some: Service[]): string[] => some.map((one) => one.name);

const DOCK = place("The Dock", { about: "hub", what: "A youth club with a kitchen.", address: "2 Dock Street, Tidewater" });
const ROOF = place("Roof First", { about: "housing", what: "Advice when you have nowhere to stay." });
const CAFE = place("Café Zoë", { what: "Free food bank on Fridays." });
const CALM = place("Calm Space", { about: "mental_health", what: "Counselling for young people." });
const ALL = [CALM, CAFE, ROOF, DOCK];

test("nothing typed is everything in its order; a kind leaves the others out", () => {
  expect(found(ALL, "  ", "")).toEqual(ALL);
  expect(names(found(ALL, "", "hub"))).toEqual(["The Dock"]);
  expect(kindsOf(ALL)).toEqual(["housing", "mental_health", "hub", "other"]);
});

test("a name, what it does, where it is and other words for its kind are searched", () => {
  for (const typed of ["dock", "DOCK STREET", "kitchen", "club tidewater", "drop in"]) expect(names(found(ALL, typed, ""))).toContain("The Dock");
  expect(names(found(ALL, "rent", ""))).toEqual(["Roof First"]);
  expect(found(ALL, "dock counselling", "")).toEqual([]);
});

test("accents, capitals and marks do not matter, on either side", () => {
  for (const typed of ["cafe zoe", "CAFÉ", "café-zoë", "Zoe’s".slice(0, 3)]) expect(names(found(ALL, typed, ""))).toEqual(["Café Zoë"]);
  expect(names(found([place("Young Minds’ Place")], "minds place", ""))).toHaveLength(1);
});

test("one word for two, and two for one", () => {
  for (const typed of ["foodbank", "foodbank fridays"]) expect(names(found(ALL, typed, ""))).toContain("Café Zoë");
  expect(names(found([place("Foodbank North")], "food bank", ""))).toHaveLength(1);
});

test("one letter wrong is forgiven, not two, and not in a short word", () => {
  for (const typed of ["counseling", "councelling", "cuonselling", "kichen", "kitchenn"]) expect(found(ALL, typed, "").length, typed).toBe(1);
  expect(found(ALL, "kuchan", "")).toEqual([]);
  expect(found(ALL, "dok", "")).toEqual([]);
  expect(nearly("advise", "advice")).toBe(true);
  expect(nearly("hous", "hose")).toBe(true);
});

test("the best fit comes first, and what is gone comes last", () => {
  const both = [place("Youth club", { what: "Near the dock." }), place("Dock House", { gone: true }), DOCK];
  expect(names(found(both, "dock", ""))).toEqual(["The Dock", "Youth club", "Dock House"]);
});

test("words that look like patterns are only words", () => {
  for (const typed of [".*", "(", "[a-z]", "\\", "%", "😀"]) expect(() => found(ALL, typed, "")).not.toThrow();
});

test("a thousand places are searched while one types", () => {
  const many = Array.from({ length: 1000 }, (_, i) => place(`Place ${i}`, { what: "Help with housing, debts and getting into work for young people in the area. ".repeat(4), address: `${i} High Street` }));
  found(many, "x", "");
  const at = performance.now();
  found(many, "houzing street", "");
  expect(performance.now() - at).toBeLessThan(250);
});

test("what nobody checked for six months is old", () => {
  expect(isStale(place("a", { checked_on: "2026-05-30" }), "2026-11-29")).toBe(false);
  expect(isStale(place("a", { checked_on: "2026-05-29" }), "2026-11-29")).toBe(true);
});
