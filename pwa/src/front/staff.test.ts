import { expect, test } from "vitest";
import { homeOf, mayStandOn, spotOf } from "./staff-places";

test("an address names one screen, or none", () => {
  expect(spotOf("/staff")).toEqual({ spot: "week", id: undefined });
  expect(spotOf("/staff/people/a1/plan")).toEqual({ spot: "plan", id: "a1" });
  expect(spotOf("/staff/sharing/a1")).toEqual({ spot: "sharing", id: "a1" });
  expect(spotOf("/staff/people/a1/health").spot).toBe("lost");
  expect(spotOf("/staffroom").spot).toBe("lost");
  expect(spotOf("/staff/messages")).toEqual({ spot: "messages", id: undefined });
  expect(spotOf("/staff/messages/a1")).toEqual({ spot: "messages", id: "a1" });
  expect(spotOf("/staff/waiting/a1")).toEqual({ spot: "waiting", id: "a1" });
  expect(spotOf("/staff/open/n1")).toEqual({ spot: "open", id: "n1" });
  expect(spotOf("/staff/people/a1/rights")).toEqual({ spot: "rights", id: "a1" });
  expect(spotOf("/staff/claims/c1")).toEqual({ spot: "claims", id: "c1" });
  expect(spotOf("/staff/offer/setting_up_home")).toEqual({ spot: "offer", id: "setting_up_home" });
});

test("nobody starts on a screen that has nothing for them", () => {
  for (const kind of ["adviser", "manager", "nurse", "admin", "auditor", "overseer"] as const) expect(mayStandOn(kind, spotOf(homeOf(kind)).spot)).toBe(true);
  expect(mayStandOn("nurse", "person")).toBe(false);
  expect(mayStandOn("adviser", "sharing")).toBe(false);
  expect(mayStandOn("manager", "phone")).toBe(false);
  expect(mayStandOn("manager", "messages")).toBe(false);
  expect(mayStandOn("nurse", "messages")).toBe(true);
  expect(mayStandOn("adviser", "waiting")).toBe(false);
  expect(mayStandOn("nurse", "duty")).toBe(true);
  expect(mayStandOn("manager", "rights")).toBe(false);
  expect(mayStandOn("manager", "claims")).toBe(true);
  expect(mayStandOn("admin", "claims")).toBe(false);
  expect(mayStandOn("adviser", "offer")).toBe(false);
  expect(homeOf("admin")).toBe("/staff/offer");
});
