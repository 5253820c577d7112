import { describe, expect, test } from "vitest";
import { groupOf, nearness, needsAdviser, rowsOf, waitsForOthers } from "./caseload-rows";
import { actionKey, applied, emptyAction, matterKey, partKey, workOf } from "./editor-typed";
import type { CaseRow, Doer, StaffVersion } from "./staff-api";
import { londonInstant } from "./staff-dates";
import { openPromises } from "./staff-promises";
import type { StaffPlan } from "./staff-api";

const row = (name: string, need: string, group: CaseRow["group"] = "today"): CaseRow => ({
  id: name, name, known_as: name.split(" ")[0]!, initials: "", age: 18, language: "", need, need_detail: "", by: null, late_days: 0, group, plan: { number: 1, stop: "shared", at: null }, answer: null, answer_words: "",
  review: { due_on: null, why: "routine", at: null, place: "", with_name: "", answer: null, answer_words: "" }, phone: "joined", cover: false,
});

describe("the list of the week", () => {
  const people = [row("Zoë Müller", "share"), row("Amir Nazari", "wait_open", "later"), row("Jade Okoro", "none", "later")];
  test("a tab holds those whose next step it is, and everyone holds all", () => {
    expect(rowsOf(people, "needs", "").map((r) => r.id)).toEqual(["Zoë Müller"]);
    expect(rowsOf(people, "waiting", "").map((r) => r.id)).toEqual(["Amir Nazari"]);
    expect(rowsOf(people, "everyone", "")).toHaveLength(3);
    expect(people.filter((r) => needsAdviser(r) && waitsForOthers(r))).toEqual([]);
  });
  test("a name is found without its accents, by any of its words", () => {
    expect(rowsOf(people, "everyone", "muller zoe").map((r) => r.id)).toEqual(["Zoë Müller"]);
    expect(rowsOf(people, "everyone", "okoro x")).toEqual([]);
  });
  test("groups keep the server's order", () => expect(groupOf(people, "later").map((r) => r.id)).toEqual(["Amir Nazari", "Jade Okoro"]));
  test("late from the day after, soon within the week", () => {
    expect(nearness("2026-03-10", 0, "2026-03-10")).toEqual({ look: "soon", days: 0 });
    expect(nearness("2026-03-09", 0, "2026-03-10")).toEqual({ look: "late", days: 1 });
    expect(nearness("2026-03-17", 0, "2026-03-10").look).toBe("");
    expect(nearness(null, 0, "2026-03-10").look).toBe("");
  });
});

describe("what is typed and what is sent", () => {
  const people: Doer[] = [{ id: "jade", name: "Jade", kind: "young_person" }];
  const draft = {
    id: "v", number: 2, parts: [{ code: "home", matters: [{ code: "home", need: "A flat", support: "Dan" }], own_words: "", own_words_on: null, actions: [{ ...emptyAction("a", "home"), what: "Ring" }], if_things_change: "" }],
  } as unknown as StaffVersion;
  test("a matter is sent whole, so that the half not typed is kept", () => {
    expect(workOf({ [matterKey("home", "need")]: "A dry flat" }, draft, [])).toEqual([{ keys: ["matter:home:need"], about: "draft", draft: { matters: [{ code: "home", need: "A dry flat", support: "Dan" }] } }]);
  });
  test("only what was typed of an action is sent; an emptied date is taken away", () => {
    const [work] = workOf({ [actionKey("a", "by_when")]: "" }, draft, []);
    expect(work).toMatchObject({ id: "a", change: { by_when: null } });
  });
  test("choosing a person takes an earlier name away, and the other way round", () => {
    expect(workOf({ [actionKey("a", "by_whom")]: "jade" }, draft, [])[0]).toMatchObject({ change: { by_whom: "jade", by_name: "" } });
    expect(workOf({ [actionKey("a", "by_whom")]: "other", [actionKey("a", "by_name")]: " Sam " }, draft, [])[0]).toMatchObject({ change: { by_whom: null, by_name: "Sam" } });
  });
  test("a new action waits for its words, then goes whole", () => {
    const fresh = [{ id: "b", matter: "home" }];
    expect(workOf({ [actionKey("b", "helps")]: "x" }, draft, fresh)).toEqual([]);
    expect(workOf({ [actionKey("b", "helps")]: "x", [actionKey("b", "what")]: " Go " }, draft, fresh)[0]).toMatchObject({ add: { id: "b", what: "Go", helps: "x", by_whom: null, by_when: null } });
  });
  test("emptied words of an action are not sent and not forgotten", () => expect(workOf({ [actionKey("a", "what")]: "  " }, draft, [])).toEqual([]));
  test("what the server took stands in the draft at once", () => {
    const [change] = workOf({ [actionKey("a", "by_whom")]: "jade" }, draft, []), [words] = workOf({ [partKey("home")]: "Ring Dan" }, draft, []);
    const next = applied(applied(draft, change!, people), words!, people).parts[0]!;
    expect(next.actions[0]).toMatchObject({ what: "Ring", by_whom: "jade", who: { name: "Jade" } });
    expect(next).toMatchObject({ if_things_change: "Ring Dan", matters: [{ need: "A flat" }] });
  });
});

test("a review's time is London's, on both sides of the clock change and in the hours beside it", () => {
  expect(londonInstant("2026-03-24", "16:30")).toBe("2026-03-24T16:30:00+00:00");
  expect(londonInstant("2026-07-24", "16:30")).toBe("2026-07-24T16:30:00+01:00");
  expect(londonInstant("2026-03-29", "00:30")).toBe("2026-03-29T00:30:00+00:00");
  expect(londonInstant("2026-03-29", "02:30")).toBe("2026-03-29T02:30:00+01:00");
  expect(londonInstant("2026-10-25", "00:30")).toBe("2026-10-25T00:30:00+01:00");
  expect(londonInstant("2026-10-25", "02:30")).toBe("2026-10-25T02:30:00+00:00");
});

test("open promises are those not done, the nearest first and those without a date last", () => {
  const action = (what: string, status: string, by_when: string | null) => ({ ...emptyAction(what, "home"), what, status, by_when });
  const plan = { current: { parts: [{ actions: [action("none", "to_do", null), action("done", "done", "2026-01-01"), action("late", "going", "2026-03-02")] }, { actions: [action("soon", "to_do", "2026-03-01")] }] } } as unknown as StaffPlan;
  expect(openPromises(plan).map((one) => one.what)).toEqual(["soon", "late", "none"]);
  expect(openPromises({ current: null })).toEqual([]);
});
