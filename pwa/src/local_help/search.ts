import type { About, Service } from "./api";
import { also } from "./words";

export const KINDS: About[] = ["housing", "mental_health", "hub", "advocacy", "young_parents", "money", "work", "other"];

/** Lower case, without accents, letters and digits only. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’']/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** A typing error is forgiven from this many letters on; up to the second number never in the first letter, or "rent" would find "mental". */
const FORGIVEN = 4, SHORT = 5;
/** From this many letters on two words may have been typed as one. */
const JOINED = 6;

/** Whether `typed` becomes `word`, or how it begins, by one letter more, less, other or swapped with the next. */
export function nearly(typed: string, word: string): boolean {
  if (typed.length < FORGIVEN || (typed.length <= SHORT && typed[0] !== word[0])) return false;
  for (const end of [typed.length - 1, typed.length, typed.length + 1]) {
    const short = word.slice(0, end);
    if (short.length === end && within(typed, short)) return true;
  }
  return false;
}

function within(a: string, b: string): boolean {
  let from = 0, end = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  while (end < Math.min(a.length, b.length) - from && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const left = a.slice(from, a.length - end), right = b.slice(from, b.length - end);
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]);
}

type Spoken = { name: string[]; joined: string; words: string[] };

const known = new WeakMap<Service, Spoken>();

function spoken(one: Service): Spoken {
  const found = known.get(one);
  if (found) return found;
  const name = plain(one.name), rest = plain([one.what, one.address, one.who_for, one.from_whom, also(one.about)].join(" "));
  const made = { name: name.split(" "), joined: `${name} ${rest}`.replace(/ /g, ""), words: [...new Set(`${name} ${rest}`.split(" "))] };
  known.set(one, made);
  return made;
}

/** How well one typed word fits: by the name, by the rest, nearly, or not at all (0). */
function fits(typed: string, { name, joined, words }: Spoken): number {
  const begins = (word: string): boolean => word.startsWith(typed);
  if (name.some(begins)) return 4;
  if (words.some(begins)) return 3;
  if (typed.length >= JOINED && joined.includes(typed)) return 2;
  return words.some((word) => nearly(typed, word)) ? 1 : 0;
}

/** How well all of them fit together; 0 when one of them does not, unless they are one word there. */
function together(typed: string[], of: Spoken): number {
  const each = typed.map((word) => fits(word, of)), whole = typed.join("");
  if (each.every((n) => n > 0)) return each.reduce((a, b) => a + b);
  return whole.length >= JOINED && of.joined.includes(whole) ? 1 : 0;
}

/** The services of a kind that fit every typed word, the best first; what is gone comes last. Nothing typed: all of them in their order. */
export function found<S extends Service>(all: readonly S[], typed: string, about: About | ""): S[] {
  const of = about ? all.filter((one) => one.about === about) : all, words = plain(typed).split(" ").filter(Boolean);
  if (!words.length) return [...of];
  return of.map((one, place) => ({ one, place, well: together(words, spoken(one)) }))
    .filter(({ well }) => well > 0)
    .sort((a, b) => Number(a.one.gone) - Number(b.one.gone) || b.well - a.well || a.place - b.place)
    .map(({ one }) => one);
}

/** The kinds of which there is one at all, in their order. */
export const kindsOf = (all: readonly Service[]): About[] => KINDS.filter((kind) => all.some((one) => one.about === kind));

/** Six months in days: what nobody checked for so long may have changed. */
const STALE = 183;

/** Whether it was checked too long ago to be sure. Both YYYY-MM-DD. */
export const isStale = (one: Service, today: string): boolean => (Date.parse(today) - Date.parse(one.checked_on)) / 86_400_000 > STALE;
