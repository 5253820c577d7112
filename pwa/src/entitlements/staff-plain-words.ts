import { table } from "../shared/intl";

/** Hints for words that a young person reads. */
export const t = table({
  "long": "“{words} …” is a long sentence. Cut it in two.", "word": "“{words}” is an office word.", "try": "Try: {words}", "age": "Reading age {n}. Shorter words and sentences help.",
});
