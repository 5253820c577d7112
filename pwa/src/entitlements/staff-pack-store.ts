import { signal } from "@preact/signals";
import { api, type PackRight } from "./staff-api";

/** The public words of rights, by id. They are nobody's: they stay when a person signs out. */
export const packWords = signal<ReadonlyMap<string, PackRight>>(new Map());

/** As many rights as one address asks for: some proxies cut addresses at 2,000 letters. */
const AT_ONCE = 60;

/** Brings the words of these rights that are not here yet, or of all of them when the offer is no longer the one of `mark`. */
let mark = "";
export async function bringWords(ids: readonly string[], pack: string): Promise<void> {
  const wanted = pack === mark ? ids.filter((id) => !packWords.value.has(id)) : ids;
  const got = new Map(pack === mark ? packWords.value : []);
  for (let at = 0; at < wanted.length; at += AT_ONCE) for (const right of (await api.words(wanted.slice(at, at + AT_ONCE))).rights) got.set(right.id, right);
  mark = pack;
  packWords.value = got;
}

/** A right's title; its id where its words have not come. */
export const titleOf = (id: string): string => packWords.value.get(id)?.title ?? id;
