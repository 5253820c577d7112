type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Words = Record<string, string | Plural>;
export type Slots = Record<string, string | number>;

export const LOCALE = "en-GB";
const ZONE = "Europe/London", DAY = 86_400_000;
const rules = new Intl.PluralRules(LOCALE), number = new Intl.NumberFormat(LOCALE);

/** Sets language and direction of the page together, never one alone. */
export function speak(lang: string, dir: "ltr" | "rtl"): void { document.documentElement.lang = lang; document.documentElement.dir = dir; }

/** A room's speaker: whole sentences with {slots}; a sentence with forms is chosen by slot `n`. */
export function table<T extends Words>(words: T): (key: keyof T & string, slots?: Slots) => string {
  return (key, slots = {}) => {
    const entry = words[key] as string | Plural;
    const sentence = typeof entry === "string" ? entry : entry[rules.select(Number(slots["n"]))] ?? entry.other;
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => { const slot = slots[name]; return typeof slot === "number" ? number.format(slot) : String(slot ?? ""); });
  };
}

type Twin<T> = { [K in keyof T & string]: `${K} nobody` extends keyof T ? K : never }[keyof T & string];

/** For sentences with a name that may be missing: `key` with the name, its twin `key nobody` without. */
export function twins<T extends Words>(words: T): (key: Twin<T>, name: string | undefined, slots?: Slots) => string {
  const say = table(words);
  return (key, name, slots = {}) => name ? say(key, { ...slots, name }) : say(`${key} nobody`, slots);
}

const t = table({
  "at": "{day}, {time}", "by": "by {day}", "by left": "by {day}, {left}", "left": { one: "{n} day left", other: "{n} days left" }, "today": "today", "tomorrow": "tomorrow",
  "late": { one: "{n} day late", other: "{n} days late" }, "on": "{time} on {day}", "saved today": "today at {time}", "saved": "{day} at {time}",
});

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const parts = (at: Date, options: Intl.DateTimeFormatOptions): Record<string, string> =>
  Object.fromEntries(new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, ...options }).formatToParts(at).map((p) => [p.type, p.value]));

/** The day in London, as YYYY-MM-DD. */
export function today(now: Date = new Date()): string {
  const p = parts(now, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${p["year"]}-${p["month"]}-${p["day"]}`;
}

/** The London day of an instant, as YYYY-MM-DD. */
export const dayOf = (at: string): string => today(new Date(at));

/** Whole days from `from` to `to` (both YYYY-MM-DD); negative when `to` is past. */
export const daysBetween = (from: string, to: string): number => Math.round((noon(to).getTime() - noon(from).getTime()) / DAY);

function say(at: Date, now: string, weekday: "short" | "long" | undefined, month: "long" | "short" = "long"): string {
  const p = parts(at, { weekday: weekday ?? "short", day: "numeric", month, year: "numeric" });
  const year = p["year"] === now.slice(0, 4) ? "" : ` ${p["year"]}`;
  return `${weekday ? `${p["weekday"]} ` : ""}${p["day"]} ${p["month"]}${year}`;
}

/** "Tue 24 March"; with the year only when it is not this one. Takes YYYY-MM-DD. */
export const day = (date: string, now = today()): string => say(noon(date), now, "short");

/** "Thursday 12 March". */
export const longDay = (date: string, now = today()): string => say(noon(date), now, "long");

/** "10 March", for things already past. */
export const plainDay = (date: string, now = today()): string => say(noon(date), now, undefined);

/** "10 Mar", for the narrow columns of staff tables. */
export const shortDay = (date: string, now = today()): string => say(noon(date), now, undefined, "short");

/** "4:30pm" in London. Takes an instant. */
export function time(at: string): string {
  const p = parts(new Date(at), { hour: "numeric", minute: "2-digit", hourCycle: "h12" });
  return `${p["hour"]}:${p["minute"]}${(p["dayPeriod"] ?? "").replace(/[^apm]/gi, "").toLowerCase()}`;
}

/** "Tue 24 March, 4:30pm". */
export const dayTime = (at: string, now = today()): string => t("at", { day: day(dayOf(at), now), time: time(at) });

/** "today at 9:02am", or "Tue 10 March at 9:02am". */
export const saved = (at: string, now = today()): string => dayOf(at) === now ? t("saved today", { time: time(at) }) : t("saved", { day: day(dayOf(at), now), time: time(at) });

/** "4 days left", "today", "tomorrow", "3 days late", or nothing when it is over 13 days away. */
export function left(date: string, now = today()): string {
  const n = daysBetween(now, date);
  return n < 0 ? t("late", { n: -n }) : n === 0 ? t("today") : n === 1 ? t("tomorrow") : n <= 13 ? t("left", { n }) : "";
}

/** "by Mon 16 March, 4 days left". */
export function by(date: string, now = today()): string {
  const rest = left(date, now);
  return rest ? t("by left", { day: day(date, now), left: rest }) : t("by", { day: day(date, now) });
}

/** The first letter in capitals, for a phrase that starts a line. */
export const opening = (words: string): string => words.charAt(0).toLocaleUpperCase(LOCALE) + words.slice(1);

/** "1,234". */
export const count = (n: number): string => number.format(n);

/** "DW" for "Dan Whitlow". */
export const initials = (name: string): string => name.split(/\s+/).filter(Boolean).map((w) => w[0]!.toLocaleUpperCase(LOCALE)).filter((_, i, all) => i === 0 || i === all.length - 1).join("");
