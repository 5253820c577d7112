import type { Schemas } from "../shared/api";
import { fetchFile, http } from "../shared/http";

export type PackRight = Schemas["PackRight"];
export type Amount = PackRight["amounts"][number];
export type MyRight = Schemas["MyRight"];
export type Question = NonNullable<MyRight["question"]>;
export type Standing = MyRight["standing"];
export type Reason = MyRight["reasons"][number];
export type Pot = NonNullable<MyRight["pot"]>;
export type StaffRights = Schemas["StaffRights"];
export type Fact = StaffRights["facts"][number];
export type Talk = StaffRights["talks"][number];
export type WhatIf = Schemas["WhatIf"];
export type WhatIfIn = Schemas["WhatIfIn"];
export type Moved = WhatIf["moved"][number];

export type ClaimRow = Schemas["ClaimRow"];
export type ClaimRows = Schemas["ClaimRows"];
export type Claim = StaffRights["claims"][number];
export type ClaimFile = Claim["files"][number];
export type DecideIn = Schemas["DecideIn"];
export type RightsFigures = Schemas["RightsFigures"];

export type Offer = Schemas["Offer"];
export type OfferLine = Offer["lines"][number];
export type OfferVersion = Offer["history"][number];
export type OfferLinePage = Schemas["OfferLinePage"];
export type LineIn = Schemas["LineIn"];
export type AmountIn = NonNullable<LineIn["amounts"]>[number];
export type Wrong = OfferLinePage["wrong"][number];
export type OfferPreview = Schemas["OfferPreview"];
export type OfferPot = Offer["pots"][number];
export type OfferLaw = Offer["laws"][number];
export type Effect = OfferPreview["effects"][number];
export type Example = OfferPreview["examples"][number];

const part = encodeURIComponent;
const rights = (person: string): string => `/api/rights/with/${part(person)}`;
const claim = (id: string): string => `/api/claims/${part(id)}`;

export const api = {
  rights: (person: string) => http.get<StaffRights>(rights(person)),
  whatIf: (person: string, asked: WhatIfIn) => http.post<WhatIf>(`${rights(person)}/what-if`, asked),
  setFact: (person: string, fact: string, value: string, since: string | null) => http.post(`${rights(person)}/facts`, { fact, value, since }),
  talked: (person: string, talk: Schemas["TalkIn"]) => http.post(`${rights(person)}/talks`, talk),
  figures: () => http.get<RightsFigures>("/api/rights/figures"),

  claims: () => http.get<ClaimRows>("/api/claims"),
  claim: (id: string) => http.get<Claim>(claim(id)),
  seen: (id: string) => http.post(`${claim(id)}/seen`),
  decide: (id: string, said: DecideIn) => http.post(`${claim(id)}/decide`, said),
  given: (id: string, how: string, on: string) => http.post(`${claim(id)}/given`, { how, on }),
  late: (id: string, why: string, new_day: string) => http.post(`${claim(id)}/late`, { why, new_day }),
  file: (id: string) => fetchFile(`/api/claims/files/${part(id)}`),

  pack: () => http.get<Schemas["PackList"]>("/api/offer"),
  words: (ids: readonly string[]) => http.get<Schemas["PackRights"]>(`/api/offer/lines?ids=${ids.map(part).join(",")}`),

  offer: () => http.get<Offer>("/api/offer/edit"),
  line: (right: string) => http.get<OfferLinePage>(`/api/offer/edit/${part(right)}`),
  saveLine: (revision: number, line: LineIn) => http.post<OfferLinePage>("/api/offer/edit/lines", { revision, line }),
  takeOut: (revision: number, right: string) => http.post<OfferLinePage>("/api/offer/edit/take-out", { revision, right }),
  send: (revision: number, why: string, from_on: string | null) => http.post("/api/offer/edit/send", { revision, why, from_on }),
  takeBack: (revision: number) => http.post("/api/offer/edit/back", { revision }),
  publish: (revision: number) => http.post("/api/offer/edit/publish", { revision }),
  undo: (number: number, revision: number | null) => http.post("/api/offer/edit/undo", { number, revision }),
  setPots: (revision: number, pots: Schemas["PotsIn"]["pots"]) => http.post("/api/offer/edit/pots", { revision, pots }),
  setLaws: (revision: number, laws: Schemas["LawsIn"]["laws"]) => http.post("/api/offer/edit/laws", { revision, laws }),
  preview: () => http.get<OfferPreview>("/api/offer/edit/preview"),
};
