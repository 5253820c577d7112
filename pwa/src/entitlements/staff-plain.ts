/** Something that makes words hard to read: which words, and of what kind. */
export type Hard = { kind: "long" | "word"; words: string; try?: string };

/** Sentences longer than this are hard at reading age 9 to 11. */
const LONGEST = 15;

/** Office words, and what to say for them. */
const PLAIN: Record<string, string> = {
  accommodation: "home", additional: "more", apply: "ask", application: "form", approximately: "about", assist: "help", assistance: "help", commence: "start", commencing: "from", criteria: "rules", eligible: "can get", eligibility: "who can get it", entitled: "can get", entitlement: "right",
  engage: "take part", ensure: "make sure", financial: "money", furthermore: "also", "in receipt of": "get", "prior to": "before", provide: "give", provision: "help", purchase: "buy", regarding: "about", require: "need", residing: "living", submit: "send", sufficient: "enough", terminate: "end", utilise: "use", "care leaver": "you", placement: "home", client: "you", "service user": "you",
};
const HARD = new RegExp(`\\b(${Object.keys(PLAIN).join("|")})\\b`, "gi");

/** The sentences of a text, without their marks at the end. */
export const sentencesOf = (text: string): string[] => text.split(/(?<=[.?!])\s+|\n+/).map((one) => one.trim()).filter(Boolean);

/** What is hard in a text, in the order it stands there. */
export function hardOf(text: string): Hard[] {
  const long: Hard[] = sentencesOf(text).filter((one) => one.split(/\s+/).length > LONGEST).map((one) => ({ kind: "long", words: one }));
  const words: Hard[] = [...text.matchAll(HARD)].map(([found]) => ({ kind: "word", words: found, try: PLAIN[found.toLowerCase()]! }));
  return [...long, ...words.filter((one, i) => words.findIndex((other) => other.words.toLowerCase() === one.words.toLowerCase()) === i)];
}

const syllables = (word: string): number => Math.max(1, (word.toLowerCase().replace(/[^a-z]/g, "").replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "").match(/[aeiouy]{1,2}/g) ?? []).length);

/** The age at which most people read this with ease (Flesch-Kincaid grade and five); 0 for too few words to tell. */
export function readingAge(text: string): number {
  const words = text.split(/\s+/).filter((one) => /[a-z]/i.test(one)), sentences = sentencesOf(text).length;
  if (words.length < 5) return 0;
  const grade = 0.39 * (words.length / sentences) + 11.8 * (words.reduce((sum, word) => sum + syllables(word), 0) / words.length) - 15.59;
  return Math.max(5, Math.round(grade + 5));
}
