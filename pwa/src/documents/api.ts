import type { Schemas } from "../shared/api";
import { call, http } from "../shared/http";

export type Papers = Schemas["Papers"];
export type Near = Schemas["PapersNear"];
export type NearPaper = Near["papers"][number];
export type Paper = Schemas["Paper"];
export type Kind = Paper["kind"];
export type Status = Paper["status"];
export type Said = Paper["said"][number];
export type NiNumber = Schemas["NiNumber"];
export type Immigration = Schemas["Immigration"];
export type ImmigrationIn = Schemas["ImmigrationIn"];

export const fetchPapers = (): Promise<Papers> => http.get<Papers>("/api/papers/mine");

/** What of them belongs on Today and on My stuff: a small answer, since Today asks at every opening. */
export const fetchNear = (): Promise<Near> => http.get<Near>("/api/papers/mine/near");

/** Says where a paper is. The same id again counts once. */
export const sendSaid = (kind: Kind, said: Schemas["PaperSaid"]): Promise<void> => http.post(`/api/papers/mine/${kind}`, said);

// Each of these needs an unlock of the last two minutes; without one the server says "fresh-unlock".
export const fetchNumber = (): Promise<NiNumber> => http.get<NiNumber>("/api/papers/mine/ni-number");
export const keepNumber = (number: string): Promise<void> => call("PUT", "/api/papers/mine/ni-number", { number });
export const forgetNumber = (): Promise<void> => http.remove("/api/papers/mine/ni-number");
export const fetchLeave = (): Promise<Immigration> => http.get<Immigration>("/api/papers/mine/immigration");
/** With nothing in it, what was kept is taken away. */
export const keepLeave = (said: ImmigrationIn): Promise<void> => call("PUT", "/api/papers/mine/immigration", said);
