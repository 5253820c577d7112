import type { Named } from "../shared/api";
import { http } from "../shared/http";

export type PersonPage = {
  id: string; name: string; known_as: string; age: number; born_on: string; language: string; contact_safely: string; team: string;
  adviser: Named | null; cover: (Named & { until: string | null }) | null;
  category: { computed: string; recorded: string; mismatch: boolean; words: string; reason: string; law: string; facts: string[]; needs_a_person: boolean; since: string | null; next_change: string | null };
};

export const api = { person: (id: string) => http.get<PersonPage>(`/api/people/${encodeURIComponent(id)}`) };
