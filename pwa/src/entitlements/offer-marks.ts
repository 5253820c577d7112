import type { PackList, PackRight } from "./types";

/** The offer as this phone has it. `at`: when it was last compared with the server's, in ms. */
export type Offer = { hash: string; council: string; version: number; published_on: string | null; rights: PackRight[]; at: number };

/** The lines whose mark is new to this phone. */
export function changed(lines: PackList["lines"], had: PackRight[]): string[] {
  const known = new Map(had.map((one) => [one.id, one.hash]));
  return lines.filter((line) => known.get(line.id) !== line.hash).map((line) => line.id);
}

/** The offer in the server's order: new words over old ones, and what is no longer on the list is gone. */
export function merged(list: PackList, had: PackRight[], fresh: PackRight[]): Omit<Offer, "at"> {
  const words = new Map([...had, ...fresh].map((one) => [one.id, one]));
  const rights = list.lines.map((line) => words.get(line.id)).filter((one) => one !== undefined);
  // A line that did not come leaves the whole mark unsaid, so that it is asked for again.
  const whole = list.lines.every((line) => words.get(line.id)?.hash === line.hash);
  return { hash: whole ? list.hash : "", council: list.council, version: list.version, published_on: list.published_on, rights };
}
