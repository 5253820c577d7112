import type { Kind, Me, Narrow, Schemas } from "../shared/api";
import { http } from "../shared/http";

export type Member = Narrow<Schemas["CastMember"], { kind: Kind }>;
export type Cast = Narrow<Schemas["Cast"], { people: Member[] }>;

export const api = {
  cast: () => http.get<Cast>("/api/demo/cast"),
  signIn: (id: string) => http.post<Me>("/api/demo/sign-in", { id }),
};
