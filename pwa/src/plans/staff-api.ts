import type { Action, Answer, Named, Part, PartCode, Review, Version } from "../shared/api";
import { http } from "../shared/http";
import type { PlanStop, StopCode } from "../shared/ui/chain";

export type CaseRow = {
  id: string; name: string; known_as: string; initials: string; age: number; language: string; need: string; need_detail: string; by: string | null; late_days: number;
  group: "today" | "week" | "later"; plan: { number: number | null; stop: PlanStop; at: string | null }; answer: Answer | null; answer_words: string; review: Review;
  phone: "none" | "waiting" | "joined" | "frozen"; cover: boolean;
};
export type Caseload = { today: string; people: CaseRow[]; needs: number; everyone: number; waiting: number };

export type Stops = { number: number | null; stop: PlanStop; at: Record<StopCode, string | null> };
export type StaffAction = Omit<Action, "by_when"> & { matter: string; by_whom: string | null; by_when: string | null };
export type StaffPart = Omit<Part, "actions"> & { actions: StaffAction[] };
export type StaffVersion = Omit<Version, "parts" | "shared_at" | "shared_by" | "written_on"> & {
  parts: StaffPart[]; stop: PlanStop; shared_at: string | null; shared_by: Named | null; written_on: string | null;
};
export type Gap = { action: string | null; part: PartCode; what: string; problem: string };
export type Hint = { where: string; problem: string; words: string; try: string };
export type Doer = { id: string; name: string; kind: string };
export type StaffPlan = { draft: StaffVersion | null; current: StaffVersion | null; older: { id: string; number: number; shared_at: string | null; answer: Answer | null }[]; review: Review; stops: Stops; gaps: Gap[]; hints: Hint[]; people: Doer[] };

export type MatterChange = { code: string; need: string; support: string };
export type NewAction = { id: string; matter: string; what: string; by_whom: string | null; by_name: string; by_when: string | null; helps: string; plan_b: string };
export type ActionChange = Partial<Omit<NewAction, "id">>;
export type DraftChange = { matters?: MatterChange[]; if_things_change?: { part: PartCode; words: string }[] };

const at = (person: string): string => `/api/plans/${encodeURIComponent(person)}`;

export const api = {
  caseload: () => http.get<Caseload>("/api/caseload"),
  plan: (person: string) => http.get<StaffPlan>(at(person)),
  startDraft: (person: string) => http.post(`${at(person)}/draft`),
  changeDraft: (person: string, change: DraftChange) => http.patch(`${at(person)}/draft`, change),
  addAction: (person: string, action: NewAction) => http.post(`${at(person)}/actions`, action),
  changeAction: (person: string, id: string, change: ActionChange) => http.patch(`${at(person)}/actions/${encodeURIComponent(id)}`, change),
  removeAction: (person: string, id: string) => http.remove(`${at(person)}/actions/${encodeURIComponent(id)}`),
  finish: (person: string) => http.post(`${at(person)}/finish`),
  share: (person: string, why_anyway: string | null) => http.post(`${at(person)}/share`, { why_anyway }),
  setReview: (person: string, when: string, place: string) => http.post(`${at(person)}/review`, { at: when, place }),
  reviewHeld: (person: string, on: string) => http.post(`${at(person)}/review/held`, { on }),
};
