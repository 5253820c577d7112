import type { Schemas } from "../shared/api";
import { fetchFile, http } from "../shared/http";

export type StaffPapers = Schemas["StaffPapers"];
export type Paper = StaffPapers["papers"][number];
export type Written = Schemas["PaperWritten"];
export type Gaps = Schemas["Gaps"];
export type Gap = Gaps["rows"][number];

const theirs = (person: string): string => `/api/papers/with/${encodeURIComponent(person)}`;

export const api = {
  papers: (person: string) => http.get<StaffPapers>(theirs(person)),
  write: (person: string, kind: Paper["kind"], written: Written) => http.post(`${theirs(person)}/${kind}`, written),
  gaps: () => http.get<Gaps>("/api/papers/gaps"),
  csv: () => fetchFile("/api/papers/gaps.csv"),
};
