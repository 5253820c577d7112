import { expect, test } from "vitest";
import type { Claim, ClaimRow, Fact, OfferLine, Pot, Wrong } from "./staff-api";
import { groupOf, nextClaim, nextOf } from "./staff-claims-store";
import { whyNoDay } from "./staff-claim-late";
import { lookOf } from "./staff-claim-line";
import { badOf, decisionOf, type Deciding } from "./staff-deciding";
import { differing, indexOf, isPlaced, lineOf, placeOf, putIn, typedOf, wordAt, wrongAt } from "./staff-line-typed";
import { typedPounds } from "./staff-money";
import { faultsIn, linesBy, nameFor, stageOf } from "./staff-offer-store";
import { hardOf, readingAge } from "./staff-plain";
import { birthday, dated, factsBy, turnOf } from "./staff-rights-store";
import { promised } from "./staff-when";

const row = (id: string, next: ClaimRow["next"], days_late = 0) => ({ id, next, days_late }) as ClaimRow;

test("late comes before what is ours, then theirs, then what is over", () => {
  expect(groupOf(row("a", "give", 1))).toBe("late");
  expect([row("a", "see", 2), row("b", "decide"), row("c", "young_person", 3), row("d", "over")].map(groupOf)).toEqual(["late", "ours", "theirs", "over"]);
});

test("the next claim is one of ours, and the first again after the last", () => {
  const rows = [row("a", "see", 2), row("b", "give"), row("c", "young_person")];
  expect(nextClaim(rows, undefined)?.id).toBe("a");
  expect(nextClaim(rows, "a")?.id).toBe("b");
  expect(nextClaim(rows, "b")?.id).toBe("a");
  expect(nextClaim(rows, "c")?.id).toBe("a");
  expect(nextClaim([row("a", "see")], "a")).toBeUndefined();
  expect(nextClaim([row("c", "over")], undefined)).toBeUndefined();
});

test("an adviser is sent to a manager for a second new day, and a manager to nobody", () => {
  expect([whyNoDay({ put_off: 1 }, "adviser"), whyNoDay({ put_off: 1 }, "manager"), whyNoDay({ put_off: 0 }, "adviser")]).toEqual(["late manager", "late over", "late over"]);
});

test("every state has one next step, and only its owner's after a no", () => {
  expect((["asked", "seen", "decided", "given", "not_come", "refused", "challenged", "confirmed", "withdrawn"] as const).map((state) => nextOf({ state }))).toEqual(["see", "decide", "give", "young_person", "give", "young_person", "answer_challenge", "over", "over"]);
});

test("a stop is late only while it is open", () => {
  const stops = [{ code: "asked", at: "2026-03-02T09:00:00Z", late: false }, { code: "seen", at: null, late: true }, { code: "decided", at: null, late: false }] as Claim["stops"];
  expect([0, 1, 2].map((at) => lookOf({ stops, state: "asked" }, at))).toEqual(["done", "late", "to_come"]);
  expect(lookOf({ stops: [stops[0]!, { ...stops[1]!, late: false }], state: "asked" }, 1)).toBe("going");
  expect(lookOf({ stops: [stops[0]!, { ...stops[1]!, late: false }], state: "withdrawn" }, 1)).toBe("to_come");
});

test("a promise says late, today, or by when", () => {
  expect(promised("2026-03-10", 0, "2026-03-10")).toEqual({ look: "soon", words: "Today" });
  expect(promised("2026-03-13", 0, "2026-03-10")).toEqual({ look: "", words: "By Fri" });
  expect(promised("2026-03-24", 0, "2026-03-10").words).toBe("By 24 Mar");
  expect(promised("2026-03-08", 0, "2026-03-10")).toEqual({ look: "late", words: "2 days late" });
  expect(promised("2026-03-08", 1, "2026-03-10").words).toBe("1 day late");
  expect(promised(null, 0, "2026-03-10").words).toBe("No date");
});

const pot: Pot = { total: 300_000, spent: 114_000, left: 186_000, waiting: 54_000 };
const said = (part: Partial<Deciding>): Deciding => ({ decision: "yes", sum: "540", code: "", why: "", ...part });

test("a decision above what is left, or without a reason, does not go", () => {
  const of = { pence: 54_000 };
  expect(badOf(said({}), of, pot, "Jade")).toEqual({});
  expect(badOf(said({ sum: "1860" }), of, pot, "Jade")).toEqual({});
  expect(badOf(said({ sum: "1860.01" }), of, pot, "Jade").sum).toBe("That is £0.01 more than is left. Ask your manager first, or give less.");
  expect(badOf(said({ sum: "lots" }), of, pot, "Jade").sum).toBeTruthy();
  expect(badOf(said({ sum: "539.99" }), of, pot, "Jade").sum).toBe("That is less than Jade asked for. Choose yes to part, and say why.");
  expect(badOf(said({ sum: "" }), of, pot, "Jade").sum).toBeTruthy();
  expect(badOf(said({ sum: "" }), { pence: null }, null, "Jade")).toEqual({});
  expect(Object.keys(badOf(said({ decision: "partly", sum: "600" }), of, pot, "Jade")).sort()).toEqual(["code", "sum", "why"]);
  expect(Object.keys(badOf(said({ decision: "no", why: " " }), of, pot, "Jade")).sort()).toEqual(["code", "why"]);
  expect(badOf(said({ decision: undefined }), of, pot, "Jade").decision).toBeTruthy();
});

test("a yes carries no reason and a no carries no sum", () => {
  expect(decisionOf(said({ why: "left over", code: "other" }))).toEqual({ decision: "yes", pence: 54_000, reason_code: "", reason: "" });
  expect(decisionOf(said({ decision: "no", why: " Not for this. ", code: "not_for_this" }))).toEqual({ decision: "no", pence: null, reason_code: "not_for_this", reason: "Not for this." });
});

test("money is typed in pounds", () => { expect([54_000, 1_250, 0, null].map(typedPounds)).toEqual(["540", "12.50", "0", ""]); });

test("a right is gained, lost or only other", () => {
  const moved = (before: string, after: string) => turnOf({ before: { standing: before }, after: { standing: after } } as Parameters<typeof turnOf>[0]);
  expect([moved("not_now", "can"), moved("can", "not_now"), moved("can", "ends_soon"), moved("later", "may"), moved("may", "not_now"), moved("ends_soon", "may")]).toEqual(["gain", "lose", "other", "gain", "out", "lose"]);
});

test("a birthday on 29 February is on 1 March in other years", () => {
  expect(birthday("2008-02-29", 21)).toBe("2029-03-01");
  expect(birthday("2008-02-29", 20)).toBe("2028-02-29");
  expect(birthday("2007-11-30", 21)).toBe("2028-11-30");
});

test("a fact that somebody knows is not among the unknown", () => {
  const fact = (id: string, value: string, by: Fact["by"]) => ({ fact: id, value, by }) as Fact;
  const got = factsBy([fact("living", "", "council"), fact("living", "own_place", "young_person"), fact("studying", "none", "council"), fact("working", "", "council"), fact("age", "19", "date")]);
  expect([got.council, got.theirs, got.date, got.unknown].map((some) => some.map((one) => one.fact))).toEqual([["studying"], ["living"], ["age"], ["working"]]);
});

test("only what ends or comes has a day", () => {
  expect(dated({ standing: "later", from_on: "2027-01-01", until_on: null })).toEqual({ kind: "from", day: "2027-01-01" });
  expect(dated({ standing: "can", from_on: null, until_on: "2027-01-01" })).toEqual({ kind: "until", day: "2027-01-01" });
  expect(dated({ standing: "not_now", from_on: null, until_on: "2027-01-01" })).toBeUndefined();
});

const line = (right: string, part: Partial<OfferLine> = {}) => ({ right, title: right, topic: "money", change: "same", local: false, stale: false, review_by: "2027-01-01", last_checked: "2026-01-01", wrong: [], ...part }) as OfferLine;

test("lines stand by topic, and can be asked for", () => {
  const lines = [line("home_money"), line("bed", { topic: "housing", change: "changed" }), line("old", { review_by: "2026-01-01" }), line("bad", { wrong: [{} as Wrong] })];
  const ids = (...asked: [Parameters<typeof linesBy>[1], string]) => linesBy(lines, ...asked, "2026-03-10").flatMap(([, here]) => here.map((one) => one.right));
  expect(ids("all", "")).toEqual(["home_money", "old", "bad", "bed"]);
  expect(ids("drafted", "")).toEqual(["bed"]);
  expect(ids("again", "")).toEqual(["old"]);
  expect(ids("wrong", "")).toEqual(["bad"]);
  expect(ids("all", "HOME")).toEqual(["home_money"]);
  expect(faultsIn({ lines, wrong: [] })).toBe(1);
});

test("whoever wrote it sees why they cannot publish", () => {
  expect([{ drafted: false, sent_by: null, may_publish: false }, { drafted: true, sent_by: null, may_publish: false }, { drafted: true, sent_by: "Ros", may_publish: false }, { drafted: true, sent_by: "Ros", may_publish: true }].map(stageOf)).toEqual(["quiet", "drafted", "mine", "second"]);
});

test("a right of the council's own gets a name that nobody has", () => {
  expect(nameFor("Driving lessons (first 10)", [])).toBe("driving_lessons_first_10");
  expect(nameFor("Bus pass", ["bus_pass", "bus_pass_2"])).toBe("bus_pass_3");
  expect(nameFor("10!", [])).toMatch(/^[a-z][a-z0-9_]{1,39}$/);
  expect(nameFor("é", [])).toMatch(/^[a-z][a-z0-9_]{1,39}$/);
});

const bare = typedOf(null, "home_money");

test("a line comes back as it was sent, and empty leaves England's", () => {
  const { line: sent, bad } = lineOf({ ...bare, own_amounts: true, amounts: [{ how: "up_to", sum: "1,200", percent: "", hours: "", unit: "parts", parts: [{ sum: "1000", when: "After 60 days" }], loan: true, words: "", for_whom: "If you are under 21", rule: "age under 21", valid_from: "", valid_to: "" }], steps: "One\n\n Two ", in_app: "no", answer_days: "5" });
  expect(bad).toEqual({});
  expect(sent).toMatchObject({ right: "home_money", title: "", steps: ["One", "Two"], show: null, in_app: false, answer_days: 5, cap: null, topic: null, review_by: null });
  expect(sent.amounts![0]).toMatchObject({ pence: 120_000, unit: "parts", parts: [{ pence: 100_000, when: "After 60 days" }], rule: "age under 21" });
  expect(lineOf(typedOf(sent, "home_money")).line).toEqual(sent);
  expect(lineOf(bare).line.amounts).toBeNull();
});

test("what is no sum is kept and not sent", () => {
  const { bad } = lineOf({ ...bare, cap: "x", answer_days: "90", own_amounts: true, amounts: [{ ...lineAmount(), sum: "12.345" }, { ...lineAmount(), how: "percent", percent: "101" }] });
  expect(Object.keys(bad).sort()).toEqual(["amounts[0].pence", "amounts[1].percent", "answer_days", "cap"]);
});
function lineAmount() { return { how: "exact" as const, sum: "", percent: "", hours: "", unit: "once" as const, parts: [], loan: false, words: "", for_whom: "", rule: "", valid_from: "", valid_to: "" }; }

const wrong = (where: string): Wrong => ({ where, line: null, column: null, what: "", cure: "" });

test("a fault finds its field by its path, without the name of the right", () => {
  expect(placeOf(wrong("home_money: amounts[0].rule"))).toBe("amounts[0].rule");
  expect(placeOf(wrong("rule"))).toBe("rule");
  const all = [wrong("home_money: amounts[0].rule"), wrong("home_money: rule"), wrong("home_money: amounts[10].pence")];
  expect(wrongAt(all, "rule")).toEqual([all[1]]);
  expect(wrongAt(all, "amounts[0]")).toEqual([all[0]]);
  expect(wrongAt(all, "amounts[1]")).toEqual([]);
  expect(wrongAt([wrong("home_money: who_else"), wrong("home_money: steps[1]")], "who")).toEqual([]);
  expect(wrongAt([wrong("home_money: steps[1]")], "steps")).toHaveLength(1);
  expect([...all, wrong("home_money: right")].map(isPlaced)).toEqual([true, true, true, false]);
});

test("a place in a rule is found, also at its end", () => {
  const rule = "age from 18\nand livng is own_place";
  expect(rule.slice(indexOf(rule, 2, 5)).startsWith("livng")).toBe(true);
  expect(wordAt(rule, indexOf(rule, 2, 5))).toBe("livng");
  expect(wordAt(rule, indexOf(rule, 2, 99))).toBe("");
  expect(wordAt("a(b", 1)).toBe("(");
});

test("a fact goes in at the caret with blanks around it", () => {
  expect(putIn("age under 25 and", 16, 16, "living is own_place")).toEqual({ text: "age under 25 and living is own_place", at: 36 });
  expect(putIn("(x)", 1, 2, "working is none")).toEqual({ text: "(working is none)", at: 16 });
  expect(putIn("", 0, 0, "always")).toEqual({ text: "always", at: 6 });
  expect(putIn("ab", 1, 1, "x").text).toBe("a x b");
});

test("what differs between two lines is named", () => { expect(differing(bare, { ...bare, title: "New", amounts: [lineAmount()] })).toEqual(["title", "amounts"]); });

test("long sentences and office words are found once each", () => {
  expect(hardOf("Ask Dan. He helps you.")).toEqual([]);
  expect(hardOf("You are eligible. If eligible, apply.").map((one) => one.words)).toEqual(["eligible", "apply"]);
  expect(hardOf("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.")[0]!.kind).toBe("long");
  expect(readingAge("Ask Dan. He helps you find a home.")).toBeLessThanOrEqual(9);
  expect(readingAge("Notwithstanding the aforementioned provisions, applications necessitate comprehensive documentation.")).toBeGreaterThan(14);
  expect(readingAge("Hello")).toBe(0);
});

