import type { Narrow, Schemas } from "../shared/api";
import { fetchFile, http } from "../shared/http";
import { newId, postOrWait } from "../shared/post";
import type { PackList, PackRight, PackRights } from "./types";

export type MyRight = Schemas["MyRight"];
export type MyRights = Narrow<Schemas["MyRights"], { rights: MyRight[] }>;
export type Reason = Schemas["Reason"];
export type Question = Schemas["Question"];
export type Near = Schemas["Near"];
export type NearClaim = Schemas["NearClaim"];
export type Talk = Schemas["Talk"];
export type Statement = Schemas["Statement"];
export type Claim = Schemas["Claim"];
export type ClaimStop = Schemas["ClaimStop"];
export type FileKind = "photo" | "pdf";
type ClaimIn = { id: string; right: string; words: string; pence: number | null; files: string[] };

const RIGHTS = "/api/rights/mine", CLAIMS = "/api/claims/mine", OFFER = "/api/offer";

export const fetchRights = (): Promise<MyRights> => http.get<MyRights>(RIGHTS, { patience: 10_000 });
export const fetchNear = (): Promise<Near> => http.get<Near>(`${RIGHTS}/near`, { patience: 10_000 });
export const fetchStatements = async (): Promise<Statement[]> => (await http.get<Schemas["Statements"]>(`${RIGHTS}/statements`)).statements;
export const fetchClaims = async (): Promise<Claim[]> => (await http.get<{ claims: Claim[] }>(CLAIMS, { patience: 10_000 })).claims;
export const fetchBytes = (file: string): Promise<Blob> => fetchFile(`${CLAIMS}/files/${file}`);

/** The marks of all public lines, and the words of those that are asked for. */
export const fetchMarks = (): Promise<PackList> => http.get<PackList>(OFFER, { patience: 10_000 });
export const fetchLines = async (ids: string[]): Promise<PackRight[]> => (await http.get<PackRights>(`${OFFER}/lines?ids=${ids.join(",")}`)).rights;

// What is said waits for signal when there is none; true when the server has it now.
// A private answer never does: health, pregnancy, crime and staying here are not kept on a phone (decision 12).
export async function sendAnswer(fact: string, value: string, shown: boolean, isPrivate: boolean): Promise<boolean> {
  const said = { id: newId(), fact, value, shown };
  if (!isPrivate) return postOrWait(`${RIGHTS}/statements`, said);
  await http.post(`${RIGHTS}/statements`, said);
  return true;
}
export const sendTalk = (talk: string, answer: "yes" | "no"): Promise<boolean> => postOrWait(`${RIGHTS}/talks/${talk}`, { answer }, `talk-${talk}`);
export const sendClaim = (claim: ClaimIn): Promise<boolean> => postOrWait(CLAIMS, claim);
export const sendConfirm = (claim: string, came: boolean, words: string): Promise<boolean> => postOrWait(`${CLAIMS}/${claim}/confirm`, { id: newId(), came, words }, `confirm-${claim}`);
export const sendChallenge = (claim: string, words: string): Promise<boolean> => postOrWait(`${CLAIMS}/${claim}/challenge`, { words }, `challenge-${claim}`);
/** They saw where it stands: what said "You have an update" is done. */
export const sendRead = (claim: string): Promise<void> => http.post(`${CLAIMS}/${claim}/read`);
export const sendWithdraw = (claim: string): Promise<void> => http.post(`${CLAIMS}/${claim}/withdraw`);

/** A file goes before the claim that names it. The same id again counts once. */
export const sendFile = (id: string, kind: FileKind, bytes: Blob): Promise<unknown> => http.upload(`${CLAIMS}/files/${id}?kind=${kind}`, bytes);
