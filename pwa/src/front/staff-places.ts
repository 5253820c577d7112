import type { Kind } from "../shared/api";

export type Spot = "week" | "person" | "plan" | "phone" | "sharing" | "me" | "lost";

const SPOTS: [Spot, RegExp][] = [
  ["week", /^\/staff\/?$/], ["person", /^\/staff\/people\/([^/]+)$/], ["plan", /^\/staff\/people\/([^/]+)\/plan$/], ["phone", /^\/staff\/people\/([^/]+)\/phone$/],
  ["sharing", /^\/staff\/sharing(?:\/([^/]+))?$/], ["me", /^\/staff\/me$/],
];

/** Which staff screen an address names, and whose. */
export function spotOf(path: string): { spot: Spot; id: string | undefined } {
  for (const [spot, shape] of SPOTS) { const found = shape.exec(path); if (found) return { spot, id: found[1] ? decodeURIComponent(found[1]) : undefined }; }
  return { spot: "lost", id: undefined };
}

/** Who works with young people one by one, and who sees the figures. The server decides; this only keeps dead links off the screen. */
export const worksWithPeople = (kind: Kind): boolean => kind === "adviser" || kind === "manager";
export const seesFigures = (kind: Kind): boolean => kind === "manager";

/** Whether a screen has anything for a person of this kind. Only advisers add phones. */
export function mayStandOn(kind: Kind, spot: Spot): boolean {
  if (spot === "sharing") return seesFigures(kind);
  if (spot === "phone") return kind === "adviser";
  return spot === "me" || spot === "lost" || worksWithPeople(kind);
}

/** Where a person of this kind starts. */
export const homeOf = (kind: Kind): string => seesFigures(kind) ? "/staff/sharing" : worksWithPeople(kind) ? "/staff" : "/staff/me";
