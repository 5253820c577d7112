import type { Answer } from "../shared/api";
import { fetchFile, http } from "../shared/http";
import type { PlanStop, StopCode } from "../shared/ui/chain";

export type StopCount = { code: StopCode; count: number; percent: number };
export type TeamRow = { id: string; name: string; must_have: number; late: number } & Record<StopCode, number>;
export type StuckRow = { young_person: string; name: string; age: number; adviser: string; stop: PlanStop; days: number; number: number | null };
export type Sharing = {
  counted_at: string; council: string; must_have: number; exclusions: { code: string; words: string; count: number }[]; stops: StopCount[]; late_to_share: number; teams: TeamRow[];
  stuck: StuckRow[]; stuck_total: number; median_days_to_share: number | null; answers: Record<Answer, number>;
};
export type RecordStop = { code: StopCode; at: string | null; who: string; how: string };
export type SharingRecord = { young_person: string; name: string; known_as: string; age: number; number: number | null; stops: RecordStop[]; days: number; answer: Answer | null; answer_words: string; why_anyway: string | null; hash: string; intact: boolean };

function asked(team: string, most?: number): string {
  const query = new URLSearchParams({ ...(team ? { team } : {}), ...(most ? { most: String(most) } : {}) }).toString();
  return query ? `?${query}` : "";
}

export const api = {
  sharing: (team: string, most: number) => http.get<Sharing>(`/api/sharing${asked(team, most)}`),
  record: (person: string) => http.get<SharingRecord>(`/api/sharing/${encodeURIComponent(person)}`),
  csv: (team: string) => fetchFile(`/api/sharing.csv${asked(team)}`),
};
