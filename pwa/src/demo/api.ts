import type { Kind, Me } from "../shared/api";
import { http } from "../shared/http";

export type Member = { id: string; name: string; role: string; line: string; kind: Kind };

export const api = {
  cast: () => http.get<{ people: Member[]; pin: string }>("/api/demo/cast"),
  signIn: (id: string) => http.post<Me>("/api/demo/sign-in", { id }),
};
