import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { api, type Fact, type Moved, type MyRight, type Question, type Standing, type StaffRights, type WhatIf, type WhatIfIn } from "./staff-api";
import { bringWords } from "./staff-pack-store";

/** The rights of the person on screen; null while they load. */
export const staffRights = signal<StaffRights | null>(null);
export const staffRightsFault = signal<unknown>(undefined);

// Whose rights are wanted now: a slower answer about somebody else must not take their place.
let wanted = "";
whenForgotten(() => { wanted = ""; staffRights.value = null; staffRightsFault.value = undefined; });

/** Opens a person's rights, with the words that belong to them. Another person's are taken off the screen first. */
export async function loadRights(person: string): Promise<void> {
  wanted = person;
  if (staffRights.value?.young_person !== person) staffRights.value = null;
  staffRightsFault.value = undefined;
  try {
    const got = await api.rights(person);
    await bringWords(got.rights.map((one) => one.id), got.pack);
    if (wanted === person) staffRights.value = got;
  } catch (wrong) { if (wanted === person) staffRightsFault.value = wrong; }
}

/** Writes down a fact that the council knows; an empty value takes it back. */
export async function recordFact(person: string, fact: string, value: string, since: string | null): Promise<void> {
  await api.setFact(person, fact, value, since);
  await loadRights(person);
}

/** Says that they talked about rights on a day; the young person is asked whether it is so. The same id again counts once. */
export async function recordTalk(person: string, id: string, on: string, words: string): Promise<void> {
  await api.talked(person, { id, on, words });
  await loadRights(person);
}

/** Asks how rights would stand if it were so. Nothing is kept anywhere. */
export const askWhatIf = (person: string, asked: WhatIfIn): Promise<WhatIf> => api.whatIf(person, asked);

const RANK: Record<Standing, number> = { can: 3, ends_soon: 3, may: 2, later: 1, not_now: 0 };

export const TURNS = ["gain", "lose", "other", "out"] as const;

/** Whether a right is gained, lost, or only differs. What was never sure is not lost but ruled out. */
export function turnOf(moved: Pick<Moved, "before" | "after">): (typeof TURNS)[number] {
  const by = RANK[moved.after.standing] - RANK[moved.before.standing];
  return by > 0 ? "gain" : by === 0 ? "other" : RANK[moved.before.standing] === RANK.can ? "lose" : "out";
}

/** The day on which they turn `age`, from the day they were born: a birthday on 29 February counts on 1 March (domain 1.3). */
export function birthday(born: string, age: number): string {
  const year = Number(born.slice(0, 4)) + age, rest = born.slice(4), leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return rest === "-02-29" && !leap ? `${year}-03-01` : `${year}${rest}`;
}

/** Who knows a fact, for the three lists: the council, the young person, or the calendar; what nobody knows is apart. */
export function factsBy(facts: readonly Fact[]): { council: Fact[]; theirs: Fact[]; date: Fact[]; unknown: Fact[] } {
  const known = facts.filter((one) => one.value !== "");
  const unknown = facts.filter((one) => one.value === "" && !known.some((other) => other.fact === one.fact));
  return { council: known.filter((one) => one.by === "council"), theirs: known.filter((one) => one.by === "young_person"), date: known.filter((one) => one.by === "date"), unknown };
}

/** The open questions, the one that settles most rights first. */
export function questionsOf(rights: readonly MyRight[]): { question: Question; settles: number }[] {
  const found = new Map<string, { question: Question; settles: number }>();
  for (const { question } of rights) if (question) found.set(question.fact, { question, settles: (found.get(question.fact)?.settles ?? 0) + 1 });
  return [...found.values()].sort((a, b) => b.settles - a.settles);
}

/** The short line under a right: how long it stays, or from when it comes. */
export const dated = (right: Pick<MyRight, "standing" | "from_on" | "until_on">): { kind: "until" | "from"; day: string } | undefined =>
  right.standing === "later" && right.from_on ? { kind: "from", day: right.from_on } : (right.standing === "can" || right.standing === "ends_soon") && right.until_on ? { kind: "until", day: right.until_on } : undefined;
