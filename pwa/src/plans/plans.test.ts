import { expect, test } from "vitest";
import type { Action, MyPlan, Part, PartCode, Review } from "../shared/api";
import { forKeeping } from "./copy";
import { withWaiting } from "./pending";
import { inOrder, nextOf, ownDue, reviewSaying, standing } from "./reading";

const NOW = "2026-03-12";
const action = (id: string, more: Partial<Action> = {}): Action =>
  ({ id, matter: "home", what: `what ${id}`, who: { you: true, name: "Jade M", given_name: "Jade" }, by_when: "2026-03-16", helps: "", status: "to_do", done_on: null, plan_b: "", ...more });
const part = (code: PartCode, more: Partial<Part> = {}): Part => ({ code, matters: [], own_words: "", own_words_on: null, actions: [], if_things_change: "", ...more });
const review: Review = { due_on: null, why: "routine", at: null, place: "", with_name: "", answer: null, answer_words: "" };
const plan = (...parts: Part[]): MyPlan => ({
  version: { id: "v1", number: 1, shared_at: "2026-03-10T10:00:00Z", shared_by: { name: "Dan W", given_name: "Dan" }, written_on: NOW, opened_at: null, answer: null, answer_words: "", answered_at: null, parts, before: 0, hash: "h" },
  review, adviser: null, writing: false, expected_by: null,
});
const dan = { you: false, name: "Dan W", given_name: "Dan" };

test("health and the safety plan are never kept on a phone", () => {
  const whole = plan(
    part("health", { own_words: "PLANTED health", actions: [action("h", { what: "PLANTED jab" })], matters: [{ code: "health", need: "PLANTED", support: "" }] }),
    part("plan_b", { matters: [{ code: "safety", need: "PLANTED safety", support: "PLANTED" }, { code: "plan_b", need: "kept", support: "" }], actions: [action("s", { matter: "safety", what: "PLANTED act" }), action("p", { matter: "plan_b" })] }),
    part("home", { own_words: "kept words" }),
  );
  const kept = forKeeping(whole);
  expect(JSON.stringify(kept)).not.toContain("PLANTED");
  expect(kept.version!.parts.map((p) => p.code)).toEqual(["plan_b", "home"]);
  expect(JSON.stringify(kept)).toContain("kept words");
  expect(kept.version!.parts[0]!.actions.map((a) => a.id)).toEqual(["p"]);
  expect(JSON.stringify(whole)).toContain("PLANTED");
});

test("a plan that is not there yet is kept as it is", () => { expect(forKeeping({ ...plan(), version: null }).version).toBeNull(); });

const waits = (path: string, body: Record<string, unknown>, refused?: number) => ({ id: path, path, body, at: Date.parse("2026-03-12T09:00:00Z"), ...(refused ? { refused } : {}) });

test("what waits is laid over the plan, and named as waiting", () => {
  const { plan: shown, pending } = withWaiting(plan(part("home", { actions: [action("a1")] })), [
    waits("/api/plans/mine/words", { id: "1", part: "home", words: "new" }), waits("/api/plans/mine/actions/a1/done", { id: "2" }),
    waits("/api/plans/mine/v1/answer", { id: "3", answer: "partly", words: "hm" }), waits("/api/plans/mine/review/coming", {}),
  ], NOW);
  const home = shown.version!.parts[0]!;
  expect([home.own_words, home.actions[0]!.status, home.actions[0]!.done_on, shown.version!.answer, shown.review.answer]).toEqual(["new", "done", NOW, "partly", "coming"]);
  expect([[...pending.words], [...pending.done], pending.answer, pending.review]).toEqual([["home"], ["a1"], true, "coming"]);
});

test("refused things, and an answer to another version, change nothing", () => {
  const before = plan(part("home", { own_words: "old" }));
  expect(withWaiting(before, [waits("/api/plans/mine/words", { part: "home", words: "new" }, 409), waits("/api/plans/mine/v0/answer", { answer: "agree" })], NOW).plan).toEqual(before);
});

test("how an action stands: theirs is never late", () => {
  expect(standing(action("a", { by_when: "2026-03-01" }), NOW)).toBe("you");
  expect(standing(action("a", { by_when: "2026-03-01", who: dan }), NOW)).toBe("late");
  expect(standing(action("a", { who: dan }), NOW)).toBe("going");
  expect(standing(action("a", { status: "did_not_happen" }), NOW)).toBe("missed");
});

test("the next action is the earliest one left", () => {
  const home = part("home", { actions: [action("late", { by_when: "2026-05-01" }), action("done", { by_when: "2026-03-01", status: "done" }), action("soon", { by_when: "2026-03-20" })] });
  expect(nextOf(home)?.id).toBe("soon");
  expect(inOrder(home.actions).map((a) => a.id)).toEqual(["done", "soon", "late"]);
});

test("waiting for them: only their own, open, due within four weeks, soonest first", () => {
  const due = ownDue(plan(part("home", { actions: [action("far", { by_when: "2026-06-01" }), action("b", { by_when: "2026-03-20" }), action("dan", { who: dan })] }), part("money", { actions: [action("a", { by_when: "2026-03-01" })] })), NOW);
  expect(due.map((d) => d.action.id)).toEqual(["a", "b"]);
});

test("which sentence about the review is true", () => {
  const at = "2026-03-24T16:30:00Z";
  expect(reviewSaying({ ...review, at }, NOW)).toBe("set");
  expect(reviewSaying({ ...review, at, answer: "coming" }, NOW)).toBe("coming");
  expect(reviewSaying({ ...review, at, answer: "change" }, NOW)).toBe("changing");
  expect(reviewSaying({ ...review, due_on: "2026-03-11" }, NOW)).toBe("late");
  expect(reviewSaying({ ...review, due_on: "2026-03-12" }, NOW)).toBe("due");
  expect(reviewSaying({ ...review, why: "asked" }, NOW)).toBe("asked");
  expect(reviewSaying(review, NOW)).toBe("none");
});
