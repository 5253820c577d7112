import { expect, test } from "vitest";
import { amountWords, backWords, money, penceOf, shortAmount, sumSentences } from "./amounts";
import type { Claim, ClaimStop, MyRight } from "./api";
import { chipOf, lineOf, newestFirst } from "./claim-reading";
import { reasonWords } from "./claim-reason";
import { byStanding, byTopic, endsSoon, found, nextQuestion } from "./grouping";
import { RIGHT_ICONS, TOPICS, iconOf } from "./icons";
import { changed, merged } from "./offer-marks";
import type { Amount, PackList, PackRight, Standing } from "./types";

const amount = (more: Partial<Amount>): Amount => ({ how: "exact", pence: null, percent: null, hours: null, unit: "once", parts: [], loan: false, words: "", for_whom: "", valid_from: null, valid_to: null, ...more });
const pack = (id: string, more: Partial<PackRight> = {}): PackRight => ({ id, hash: `${id}1`, topic: "money", icon: "", title: id, one_line: "", about: "", who: "", local: "", ...more }) as PackRight;
const mine = (id: string, standing: Standing, more: Partial<MyRight> = {}): MyRight => ({ id, standing, from_on: null, until_on: null, question: null, ...more }) as MyRight;
const stop = (code: ClaimStop["code"], at: string | null = null, more: Partial<ClaimStop> = {}): ClaimStop => ({ code, at, by: "", due_on: null, late: false, ...more });
const claim = (more: Partial<Claim>): Claim => ({ id: "c", right: "r", title: "R", words: "", pence: null, files: [], state: "asked", stops: [], decision: null, decided_pence: null, reason_code: "", reason: "", why_late: "", put_off: 0, first_due_on: null, put_off_until: null, given_how: "", challenge: null, challenge_due_on: null, advocate: "", advocate_phone: "", ...more }) as Claim;
const list = (...lines: [string, string][]): PackList => ({ hash: "H", council: "Tidewater", version: 2, published_on: null, lines: lines.map(([id, hash]) => ({ id, hash })) });

test("money as it is said: whole pounds without pence, the rest with two", () => {
  expect([300_000, 33_858, 50, 120_000_000].map(money)).toEqual(["£3,000", "£338.58", "£0.50", "£1,200,000"]);
});

test.each<[Partial<Amount>, string]>([
  [{ how: "exact", pence: 200_000 }, "£2,000"], [{ how: "up_to", pence: 120_000, unit: "year" }, "Up to £1,200 a year"], [{ how: "at_least", pence: 300_000 }, "£3,000 or more"],
  [{ how: "exact", pence: 33_858, unit: "month" }, "£338.58 a month"], [{ how: "exact", pence: 300_000, unit: "parts", parts: [{ pence: 1, when: "" }, { pence: 2, when: "" }, { pence: 3, when: "" }] }, "£3,000 in 3 parts"],
  [{ how: "percent", percent: 100 }, "100% of it"], [{ how: "hours", hours: 1, unit: "week" }, "1 hour a week"], [{ how: "hours", hours: 30, unit: "parts" }, "30 hours"],
  [{ how: "not_published" }, "The sum isn’t published"], [{ how: "by_reference" }, ""], [{ how: "help" }, ""], [{ how: "exact" }, ""], [{ how: "percent" }, ""], [{ how: "hours" }, ""],
])("an amount in words: %o", (of, words) => { expect(amountWords(amount(of))).toBe(words); });

test("all that is to say of a sum, in sentences", () => {
  expect([amount({ pence: 100_000, words: "In vouchers." }), amount({ how: "help", words: "A person." }), amount({ how: "not_published" })].map(sumSentences)).toEqual(["£1,000. In vouchers. You don’t pay it back.", "A person.", "The sum isn’t published."]);
});

test("whether it is paid back is said of money only", () => {
  expect([amount({ pence: 1 }), amount({ pence: 1, loan: true }), amount({ how: "help" })].map(backWords)).toEqual(["You don’t pay it back.", "You pay it back.", ""]);
});

test("under a title: how much, and what is left once some of it is spent", () => {
  const sum = amount({ how: "up_to", pence: 300_000 }), pot = (spent: number) => ({ total: 300_000, spent, left: 300_000 - spent, waiting: 0 });
  expect([shortAmount(sum, pot(114_000)), shortAmount(sum, pot(0)), shortAmount(null, null), shortAmount(amount({ how: "not_published" }), null)]).toEqual(["Up to £3,000. You have £1,860 left", "Up to £3,000", "", ""]);
});

test("a sum as it is typed", () => {
  expect(["540", "£1,200.50", " 12.5 ", "", "  ", "a lot", "-5", "0", "1.234", "9999999"].map(penceOf)).toEqual([54_000, 120_050, 1_250, null, null, undefined, undefined, undefined, undefined, undefined]);
});

test("grouped by standing: what ends first comes first, what one answer settles before the rest, and nothing without words", () => {
  const packs = ["a", "b", "c", "d", "e"].map((id) => pack(id));
  const groups = byStanding([mine("a", "ends_soon", { until_on: "2027-02-01" }), mine("b", "ends_soon", { until_on: "2027-01-01" }), mine("c", "may"), mine("d", "may", { question: { fact: "x" } as MyRight["question"] }), mine("nowhere", "can"), mine("e", "later")], packs);
  expect(Object.entries(groups).map(([standing, some]) => [standing, some.map((one) => one.mine.id).join("")])).toEqual([["ends_soon", "ba"], ["can", ""], ["may", "dc"], ["later", "e"], ["not_now", ""]]);
});

test("what ends soon is told within eight weeks, also where it is only a may", () => {
  const ends = (standing: Standing, until_on: string | null) => endsSoon({ standing, until_on }, "2026-12-01");
  expect([ends("may", "2027-01-26"), ends("may", "2027-01-27"), ends("may", null), ends("ends_soon", "2027-01-01"), ends("can", "2026-12-20"), ends("not_now", "2026-12-20")]).toEqual(["2027-01-26", undefined, undefined, "2027-01-01", undefined, undefined]);
});

test("of what they can get, money comes first; the rest stays as it was", () => {
  const sum = amount({ pence: 100 });
  expect(byStanding([mine("a", "can", { amount: null }), mine("b", "can", { amount: sum }), mine("c", "can", { amount: null }), mine("d", "can", { amount: sum })], ["a", "b", "c", "d"].map((id) => pack(id))).can.map((one) => one.mine.id).join("")).toBe("bdac");
});

test("the next question is the one that most wait for; what is private comes last", () => {
  const ask = (fact: string, isPrivate = false) => ({ question: { fact, private: isPrivate } as MyRight["question"] });
  const may = ["a", "b", "c", "d", "e", "f"].map((id, i) => ({ pack: pack(id), mine: mine(id, "may", ask(...([["x"], ["y"], ["y"], ["z", true], ["z", true], ["z", true]] as [string, boolean?][])[i]!)) }));
  expect([nextQuestion(may)?.question.fact, nextQuestion(may)?.n, nextQuestion(may.slice(3))?.question.fact, nextQuestion([])]).toEqual(["y", 2, "z", undefined]);
});

test("by topic, in one order, without empty ones", () => {
  expect(byTopic([pack("a", { topic: "family" }), pack("b"), pack("c", { topic: "family" })]).map(([topic, some]) => [topic, some.map((one) => one.id)])).toEqual([["money", ["b"]], ["family", ["a", "c"]]]);
  expect(TOPICS).toHaveLength(8);
});

test("search: every word begins a word, accents and apostrophes do not matter", () => {
  const all = [pack("a", { title: "Help with rent", one_line: "You don’t pay it all" }), pack("b", { title: "A bike", local: "A café voucher" })];
  expect(["rent", "RENT hel", "dont", "cafe", "rent bike", "ent", " "].map((typed) => found(all, typed).map((one) => one.id).join(""))).toEqual(["a", "a", "a", "b", "", "", "ab"]);
});

test("a right shows its own icon where the phone draws it, else its topic's", () => {
  expect([iconOf(pack("a", { icon: "glasses" })), iconOf(pack("a", { icon: "rocket", topic: "voice" })), iconOf(pack("a"))]).toEqual(["glasses", "ear", "wallet"]);
  expect(new Set(RIGHT_ICONS).size).toBe(RIGHT_ICONS.length);
});

test("only lines with a new mark are asked for", () => {
  expect(changed(list(["a", "a1"], ["b", "b2"], ["c", "c1"]).lines, [pack("a"), pack("b"), pack("gone")])).toEqual(["b", "c"]);
  expect(changed(list(["a", "a1"]).lines, [pack("a")])).toEqual([]);
});

test("new words over old ones, in the server's order; what is off the list is gone; a missing line is asked for again", () => {
  const now = merged(list(["b", "b2"], ["a", "a1"]), [pack("a"), pack("b"), pack("gone")], [pack("b", { hash: "b2", title: "new" })]);
  expect([now.hash, now.rights.map((one) => one.title)]).toEqual(["H", ["new", "a"]]);
  const lacking = merged(list(["b", "b2"], ["a", "a1"]), [pack("b")], []);
  expect([lacking.hash, lacking.rights.map((one) => one.id)]).toEqual(["", ["b"]]);
});

const DAY = "2026-11-29", AT = "2026-11-20T10:00:00Z";

test("the line of a claim: done, where it is now, what comes", () => {
  const line = lineOf(claim({ state: "decided", pence: 54_000, decision: "yes", decided_pence: 50_000, stops: [stop("asked", AT), stop("seen", AT, { by: "Dan" }), stop("decided", AT, { by: "Dan" }), stop("given", null, { due_on: "2026-12-07" }), stop("confirmed")] }), DAY);
  expect(line.map((s) => [s.look, s.title])).toEqual([["done", "You asked for £540"], ["done", "Dan has seen it"], ["done", "Dan said yes to £500"], ["going", "You get it"], ["to_come", "You say it came"]]);
  expect(line[3]).toMatchObject({ current: true, when: "By Mon 7 December. If it’s late, we’ll tell you why" });
});

test("given waits for its owner; late says so with its reason, and blames nobody", () => {
  const given = lineOf(claim({ state: "given", decision: "yes", given_how: "Into your bank.", stops: [stop("asked", AT), stop("given", AT), stop("confirmed")] }), DAY);
  expect([given[2]!.look, given[1]!.when]).toEqual(["you", "20 November. Into your bank."]);
  const late = lineOf(claim({ state: "seen", why_late: "Off sick.", stops: [stop("asked", AT), stop("decided", null, { due_on: "2026-11-27", late: true }), stop("given", null, { due_on: "2026-12-07" })] }), DAY);
  expect(late.map((s) => s.look)).toEqual(["done", "late", "to_come"]);
  expect(late[1]!.when).toBe("Late. It was due on 27 November. That’s not your fault. Why: Off sick.");
});

test("late with a new day is still late, and says the day first promised beside the new one, and why", () => {
  const line = lineOf(claim({ state: "seen", why_late: "Off sick.", put_off: 1, first_due_on: "2026-11-20", stops: [stop("asked", AT), stop("decided", null, { due_on: "2026-12-09" }), stop("given", null)] }), DAY);
  expect(line.slice(1).map((s) => [s.look, s.when])).toEqual([["late", "It was promised by 20 November. The new day is Wed 9 December. Why: Off sick."], ["to_come", ""]]);
});

test("moved before its first day has passed it is not late yet, and still says the new day and why", () => {
  const early = claim({ state: "seen", why_late: "Off sick.", put_off: 1, first_due_on: "2026-11-29", stops: [stop("asked", AT), stop("decided", null, { due_on: "2026-12-09" })] });
  expect(lineOf(early, DAY)[1]).toMatchObject({ look: "going", when: "It was promised by 29 November. The new day is Wed 9 December. Why: Off sick." });
  expect([chipOf(early, DAY), chipOf(early, "2026-11-30")]).toEqual([["going", "Seen"], ["late", "Late"]]);
});

test("after a no nothing more comes on the line; not come is late, never done", () => {
  const five = [stop("asked", AT), stop("seen", AT), stop("decided", AT), stop("given"), stop("confirmed")];
  expect(lineOf(claim({ state: "refused", decision: "no", stops: five }), DAY).map((s) => s.title)).toEqual(["You asked", "They have seen it", "They said no"]);
  expect(lineOf(claim({ state: "withdrawn", stops: five }), DAY)).toHaveLength(3);
  expect(lineOf(claim({ state: "not_come", decision: "yes", stops: [stop("given", AT), stop("confirmed", AT)] }), DAY)[1]).toMatchObject({ look: "late", title: "You said it didn’t come" });
});

test("the chip says whose turn it is", () => {
  const late = [stop("decided", null, { late: true })];
  expect([claim({ state: "given", stops: late }), claim({ stops: late }), claim({ state: "refused" }), claim({ state: "confirmed", stops: late }), claim({ state: "challenged" }), claim({ state: "withdrawn" })].map((c) => chipOf(c).join(": "))).toEqual(["you: Your turn", "late: Late", "ends: They said no", "done: You have it", "going: You asked again", ": Taken back"]);
});

test("what waits for its owner comes first, then the newest; a reason is its code and the words", () => {
  const of = (id: string, state: Claim["state"], at: string): Claim => claim({ id, state, stops: [stop("asked", at)] });
  expect(newestFirst([of("a", "seen", "2026-01-01"), of("b", "seen", "2026-02-01"), of("c", "given", "2025-01-01")]).map((c) => c.id).join("")).toBe("cba");
  expect([reasonWords(claim({ reason_code: "already_had", reason: "In May." })), reasonWords(claim({ reason_code: "other", reason: "Because." })), reasonWords(claim({}))]).toEqual(["You had this before. In May.", "Because.", ""]);
});
