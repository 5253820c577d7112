import { data } from "./used-words";

/** "312 KB this month": thousands, as phone bills count. */
export function usedWords(bytes: number): string {
  if (bytes < 1_000) return data("used none");
  return bytes < 999_500 ? data("used kb", { n: Math.round(bytes / 1_000) }) : data("used mb", { n: Math.round(bytes / 100_000) / 10 });
}
