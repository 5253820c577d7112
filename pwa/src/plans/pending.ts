import type { Answer, MyPlan, Part } from "../shared/api";
import type { Unsent } from "../shared/keep/outbox";

export type Pending = { words: Set<string>; done: Set<string>; answer: boolean; review: "coming" | "change" | "ask" | null };

const words = (w: Unsent): string => String(w.body["words"] ?? "");

function part(plan: MyPlan, code: unknown, change: (p: Part) => Part): MyPlan {
  return plan.version ? { ...plan, version: { ...plan.version, parts: plan.version.parts.map((p) => p.code === code ? change(p) : p) } } : plan;
}

/** The plan as it will be once everything that waits has been sent, and what of it still waits. Refused things change nothing. */
export function withWaiting(plan: MyPlan, waiting: Unsent[], today: string): { plan: MyPlan; pending: Pending } {
  const pending: Pending = { words: new Set(), done: new Set(), answer: false, review: null };
  let now = plan;
  for (const w of waiting.filter((one) => one.refused === undefined)) {
    const action = /\/actions\/([^/]+)\/done$/.exec(w.path)?.[1], review = /\/review\/(coming|change|ask)$/.exec(w.path)?.[1];
    if (w.path.endsWith("/answer") && now.version && w.path.includes(now.version.id)) {
      now = { ...now, version: { ...now.version, answer: w.body["answer"] as Answer, answer_words: words(w), answered_at: new Date(w.at).toISOString() } };
      pending.answer = true;
    } else if (w.path.endsWith("/words")) {
      now = part(now, w.body["part"], (p) => ({ ...p, own_words: words(w), own_words_on: today }));
      pending.words.add(String(w.body["part"]));
    } else if (action && now.version) {
      const done = (p: Part): Part => ({ ...p, actions: p.actions.map((a) => a.id === action ? { ...a, status: "done", done_on: today } : a) });
      now = { ...now, version: { ...now.version, parts: now.version.parts.map(done) } };
      pending.done.add(action);
    } else if (review) {
      pending.review = review as "coming" | "change" | "ask";
      if (review !== "ask") now = { ...now, review: { ...now.review, answer: review as "coming" | "change", answer_words: words(w) } };
    } else if (w.path.endsWith("/opened") && now.version && w.path.includes(now.version.id)) {
      now = { ...now, version: { ...now.version, opened_at: new Date(w.at).toISOString() } };
    }
  }
  return { plan: now, pending };
}
