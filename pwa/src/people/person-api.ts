import type { Schemas } from "../shared/api";
import { http } from "../shared/http";

export type PersonPage = Schemas["PersonPage"];

export const api = { person: (id: string) => http.get<PersonPage>(`/api/people/${encodeURIComponent(id)}`) };
