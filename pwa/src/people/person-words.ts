import { table } from "../shared/intl";

/** A young person's page, for those who work with them. */
export const t = table({
  "about": "About {name}", "lead": "{age}, born {born}", "lead language": "{age}, born {born}. Speaks {language}.", "known": "Known as", "full": "Full name",
  "team": "Team", "adviser": "Adviser", "cover": "Cover", "cover until": "{name}, until {date}", "no adviser": "No one yet",
  "safely": "How to contact {name} safely", "safely none": "Nothing is written here. Ask {name} how and when to get in touch.",
  "status": "Legal status", "recorded": "Recorded", "computed": "By the dates", "law": "Law", "why": "Why", "facts": "Facts used", "same": "It fits what is recorded.", "not recorded": "Nothing is recorded.", "person": "The dates alone can’t decide this. Someone has to.", "changes": "It changes by itself on {date}.",
  "mismatch": "These two differ", "mismatch how": "The recorded one counts. Check the dates with your manager.",
  "gone": "We can’t find that", "gone how": "It may not be yours to see, or it has moved.", "back": "Back to this week",
  "eligible": "In care, 16 or 17", "relevant": "Left care, 16 or 17", "former_relevant": "Care leaver, 18 to 20", "former_relevant_21_25": "Care leaver, 21 to 24", "qualifying": "Some leaving-care help",
  "qualifying_21_25": "Some leaving-care help", "looked_after_not_yet_eligible": "In care", "under_16": "Under 16", "none": "None", "over_25": "25 or over",
  "law eligible": "“Eligible child”", "law relevant": "“Relevant child”", "law former_relevant": "“Former relevant child”", "law former_relevant_21_25": "“Former relevant child”, 21 to 24", "law qualifying": "“Qualifying person”", "law qualifying_21_25": "“Qualifying person”, 21 to 24",
});

const CODES = new Set(["eligible", "relevant", "former_relevant", "former_relevant_21_25", "qualifying", "qualifying_21_25", "looked_after_not_yet_eligible", "under_16", "none", "over_25"]);
const LEGAL = new Set(["eligible", "relevant", "former_relevant", "former_relevant_21_25", "qualifying", "qualifying_21_25"]);

/** A legal category in plain words; a code that is not known is shown as it came. */
export const categoryWords = (code: string): string => CODES.has(code) ? t(code as Parameters<typeof t>[0]) : code;

/** What the law calls it (Children Act 1989, sections 23A to 24); nothing where the law has no name for it. */
export const legalName = (code: string): string => LEGAL.has(code) ? t(`law ${code}` as Parameters<typeof t>[0]) : "";
