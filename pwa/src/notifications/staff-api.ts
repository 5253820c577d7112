import type { Narrow, Schemas } from "../shared/api";
import { http } from "../shared/http";
import type { Settings } from "./api";

/** Whether push reaches a young person: it does, it does not, they have no phone yet, or they turned it off. */
export type Push = "reaches" | "not" | "none" | "off";
export type Task = Schemas["TaskOut"];
export type How = Schemas["TaskDone"]["how"];
export type Reach = Narrow<Schemas["Reach"], { push: Push }>;
export type Unfinished = Schemas["Unfinished"];
/** What changes; what is left out stays. */
export type Change = Partial<Pick<Settings, "quiet" | "quiet_from" | "quiet_until" | "messages" | "plan">>;

const NOTICES = "/api/notices";

export const api = {
  tasks: () => http.get<Schemas["Tasks"]>(`${NOTICES}/tasks`),
  done: (id: string, how: How) => http.post(`${NOTICES}/tasks/${encodeURIComponent(id)}/done`, { how }),
  reach: (person: string) => http.get<Reach>(`${NOTICES}/reach/${encodeURIComponent(person)}`),
  unfinished: () => http.get<Unfinished>(`${NOTICES}/unfinished`),
  settings: () => http.get<Settings>(`${NOTICES}/settings`),
  change: (what: Change) => http.patch<Settings>(`${NOTICES}/settings`, what),
  opened: (id: string) => http.post<Schemas["Opens"]>(`${NOTICES}/${encodeURIComponent(id)}/opened`),
};
