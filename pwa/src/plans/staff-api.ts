import type { Answer, PartCode, Review, Schemas, Status, Narrow } from "../shared/api";
import { http } from "../shared/http";
import type { PlanStop } from "../shared/ui/chain";

export type CaseRow = Narrow<Schemas["CaseRow"], {
  group: "today" | "week" | "later"; plan: Narrow<Schemas["CasePlan"], { stop: PlanStop }>; answer: Answer | null; review: Review; phone: "none" | "waiting" | "joined" | "frozen";
}>;
export type Caseload = Narrow<Schemas["Caseload"], { people: CaseRow[] }>;

export type MatterCode = Schemas["NewAction"]["matter"];
export type Stops = Narrow<Schemas["Stops"], { stop: PlanStop }>;
export type StaffAction = Narrow<Schemas["StaffAction"], { matter: MatterCode; status: Status }>;
export type StaffMatter = Narrow<Schemas["MatterOut"], { code: MatterCode }>;
export type StaffPart = Narrow<Schemas["StaffPart"], { code: PartCode; matters: StaffMatter[]; actions: StaffAction[] }>;
export type StaffVersion = Narrow<Schemas["StaffVersion"], { parts: StaffPart[]; stop: PlanStop; answer: Answer | null }>;
export type Gap = Narrow<Schemas["GapOut"], { part: PartCode }>;
export type Hint = Schemas["HintOut"];
export type Doer = Schemas["Doer"];
export type StaffPlan = Narrow<Schemas["StaffPlan"], { draft: StaffVersion | null; current: StaffVersion | null; review: Review; stops: Stops; gaps: Gap[] }>;

export type NewAction = Schemas["NewAction"];
export type ActionChange = Schemas["ActionChange"];
export type DraftChange = Schemas["DraftChange"];
/** How a member of staff says an action stands. */
export type Progress = Schemas["ProgressIn"]["status"];

const at = (person: string): string => `/api/plans/${encodeURIComponent(person)}`;

export const api = {
  caseload: () => http.get<Caseload>("/api/caseload"),
  plan: (person: string) => http.get<StaffPlan>(at(person)),
  startDraft: (person: string) => http.post(`${at(person)}/draft`),
  changeDraft: (person: string, change: DraftChange) => http.patch(`${at(person)}/draft`, change),
  addAction: (person: string, action: NewAction) => http.post(`${at(person)}/actions`, action),
  changeAction: (person: string, id: string, change: ActionChange) => http.patch(`${at(person)}/actions/${encodeURIComponent(id)}`, change),
  removeAction: (person: string, id: string) => http.remove(`${at(person)}/actions/${encodeURIComponent(id)}`),
  noteProgress: (person: string, action: string, said: Schemas["ProgressIn"]) => http.post(`${at(person)}/actions/${encodeURIComponent(action)}/progress`, said),
  finish: (person: string) => http.post(`${at(person)}/finish`),
  share: (person: string, why_anyway: string | null) => http.post(`${at(person)}/share`, { why_anyway }),
  setReview: (person: string, when: string, place: string) => http.post(`${at(person)}/review`, { at: when, place }),
  reviewHeld: (person: string, on: string) => http.post(`${at(person)}/review/held`, { on }),
  newHome: (person: string, on: string) => http.post(`${at(person)}/review/new-home`, { on }),
};
