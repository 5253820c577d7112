import type { Schemas } from "../shared/api";
import { http } from "../shared/http";

export type Keeping = Schemas["Keeping"];
/** One of the council's own list, with its revision. */
export type Service = Keeping["own"][number];
export type Feed = Keeping["feeds"][number];
export type Run = Feed["runs"][number];
export type OwnServiceIn = Schemas["OwnServiceIn"];

const part = encodeURIComponent;
const feed = (id: string): string => `/api/local-help/keeping/feeds/${part(id)}`;

export const api = {
  keeping: () => http.get<Keeping>("/api/local-help/keeping"),
  put: (service: OwnServiceIn) => http.post("/api/local-help/keeping/own", service),
  takeAway: (id: string) => http.remove(`/api/local-help/keeping/own/${part(id)}`),
  checked: (id: string) => http.post(`/api/local-help/keeping/own/${part(id)}/checked`),
  addFeed: (name: string, address: string) => http.post<{ id: string }>("/api/local-help/keeping/feeds", { name, address }),
  readNow: (id: string) => http.post(`${feed(id)}/run`),
  pause: (id: string) => http.post(`${feed(id)}/pause`),
  resume: (id: string) => http.post(`${feed(id)}/resume`),
  takeFeedAway: (id: string) => http.remove(feed(id)),
};
