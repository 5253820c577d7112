import type { Answer, Narrow, Schemas } from "../shared/api";
import { fetchFile, http } from "../shared/http";
import type { PlanStop, StopCode } from "../shared/ui/chain";

export type StopCount = Narrow<Schemas["StopCount"], { code: StopCode }>;
export type TeamRow = Schemas["TeamRow"];
export type StuckRow = Narrow<Schemas["StuckRow"], { stop: PlanStop }>;
export type Sharing = Narrow<Schemas["Sharing"], { stops: StopCount[]; stuck: StuckRow[] }>;
export type RecordStop = Narrow<Schemas["RecordStop"], { code: StopCode }>;
export type SharingRecord = Narrow<Schemas["SharingRecord"], { stops: RecordStop[]; answer: Answer | null }>;

function asked(team: string, most?: number): string {
  const query = new URLSearchParams({ ...(team ? { team } : {}), ...(most ? { most: String(most) } : {}) }).toString();
  return query ? `?${query}` : "";
}

export const api = {
  sharing: (team: string, most: number) => http.get<Sharing>(`/api/sharing${asked(team, most)}`),
  record: (person: string) => http.get<SharingRecord>(`/api/sharing/${encodeURIComponent(person)}`),
  csv: (team: string) => fetchFile(`/api/sharing.csv${asked(team)}`),
};
