import type { Kind } from "../shared/api";

export type Spot = "week" | "person" | "plan" | "phone" | "sharing" | "messages" | "duty" | "waiting" | "notices" | "open" | "me" | "rights" | "claims" | "offer" | "documents" | "papers" | "near" | "lost";

const SPOTS: [Spot, RegExp][] = [
  ["week", /^\/staff\/?$/], ["person", /^\/staff\/people\/([^/]+)$/], ["plan", /^\/staff\/people\/([^/]+)\/plan$/], ["phone", /^\/staff\/people\/([^/]+)\/phone$/], ["rights", /^\/staff\/people\/([^/]+)\/rights$/], ["documents", /^\/staff\/people\/([^/]+)\/documents$/],
  ["sharing", /^\/staff\/sharing(?:\/([^/]+))?$/], ["me", /^\/staff\/me$/],
  ["messages", /^\/staff\/messages(?:\/([^/]+))?$/], ["duty", /^\/staff\/duty(?:\/([^/]+))?$/], ["waiting", /^\/staff\/waiting(?:\/([^/]+))?$/], ["notices", /^\/staff\/notices$/], ["open", /^\/staff\/open\/([^/]+)$/],
  ["claims", /^\/staff\/claims(?:\/([^/]+))?$/], ["offer", /^\/staff\/offer(?:\/([^/]+))?$/], ["papers", /^\/staff\/papers$/], ["near", /^\/staff\/near$/],
];

/** Which staff screen an address names, and whose. */
export function spotOf(path: string): { spot: Spot; id: string | undefined } {
  for (const [spot, shape] of SPOTS) { const found = shape.exec(path); if (found) return { spot, id: found[1] ? decodeURIComponent(found[1]) : undefined }; }
  return { spot: "lost", id: undefined };
}

/** Who works with young people one by one, and who sees the figures. The server decides; this only keeps dead links off the screen. */
export const worksWithPeople = (kind: Kind): boolean => kind === "adviser" || kind === "manager";
export const seesFigures = (kind: Kind): boolean => kind === "manager";
/** Who writes with young people: advisers and nurses. A manager sees that someone waits, never the words (decision 10). */
export const writes = (kind: Kind): boolean => kind === "adviser" || kind === "nurse";
/** Who writes the council's offer, and keeps its list of help near by: administrators and managers. A second of them publishes the offer. */
export const editsOffer = (kind: Kind): boolean => kind === "admin" || kind === "manager";
/** Who is handed what nobody saw in time. */
export const onDuty = (kind: Kind): boolean => worksWithPeople(kind) || writes(kind);

/** Whether a screen has anything for a person of this kind. Only advisers add phones and work on rights. */
export function mayStandOn(kind: Kind, spot: Spot): boolean {
  if (spot === "sharing" || spot === "waiting" || spot === "papers") return seesFigures(kind);
  if (spot === "offer" || spot === "near") return editsOffer(kind);
  if (spot === "claims" || spot === "documents") return worksWithPeople(kind);
  if (spot === "phone" || spot === "rights") return kind === "adviser";
  if (spot === "messages") return writes(kind);
  if (spot === "duty") return onDuty(kind);
  return spot === "me" || spot === "notices" || spot === "open" || spot === "lost" || worksWithPeople(kind);
}

/** Where a person of this kind starts. */
export const homeOf = (kind: Kind): string => seesFigures(kind) ? "/staff/sharing" : worksWithPeople(kind) ? "/staff" : writes(kind) ? "/staff/messages" : editsOffer(kind) ? "/staff/offer" : "/staff/me";
