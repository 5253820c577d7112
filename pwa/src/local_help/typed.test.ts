import { expect, test } from "vitest";
import { Problem } from "../shared/http";
import type { Service } from "./staff-api";
import { newerIn, onTop, serviceOf, theirs, typedFrom } from "./staff-typed";

const OWN: Service = { id: "s", about: "hub", name: "The Hub", what: "Drop in.", who_for: "", address: "", phone: "01632 960111", email: "", link: "", opens: "", cost: "", from_whom: "", checked_on: "2026-03-01", gone: false, revision: 2 };

test("what somebody saved meanwhile is shown field by field, and what is typed stays", () => {
  const typed = { ...typedFrom("s", "2026-03-10", { ...OWN, phone: "" }), opens: "Mon to Fri" };
  expect([typed.revision, serviceOf(typed).revision, typedFrom("n", "2026-03-10").revision]).toEqual([2, 2, null]);
  expect(theirs(OWN, typed)).toEqual(["opens", "phone"]);
  expect(newerIn(new Problem(409, "conflict", { now: OWN }))).toEqual(OWN);
  expect(newerIn(new Problem(409, "conflict", { now: null }))).toBeNull();
  expect([newerIn(new Problem(409, "conflict", {})), newerIn(new Problem(400, "not-valid", { now: OWN })), newerIn(undefined)]).toEqual([undefined, undefined, undefined]);
});

test("theirs stands where nothing was typed here, and the next saving goes on top of it", () => {
  const was = { ...OWN, phone: "", opens: "Sat", revision: 1 }, typed = { ...typedFrom("s", "2026-03-10", was), phone: "01632 960400", cost: "Free" };
  const next = onTop(typed, was, { ...OWN, opens: "Mon to Fri" });
  expect([next.opens, next.phone, next.cost, next.revision]).toEqual(["Mon to Fri", "01632 960400", "Free", 2]);
  expect(theirs({ ...OWN, opens: "Mon to Fri" }, next)).toEqual(["cost", "phone"]);
  expect(onTop(typed, was, null)).toEqual({ ...typed, revision: null });
});
