import { table } from "../shared/intl";

/** What lacks before 18, for managers. */
export const t = table({
  "title": "Documents at 18", "lead": { one: "{n} person of 16, 17 or just 18 lacks something due by 17 and a half. {date}.", other: "{n} people of 16, 17 or just 18 lack something due by 17 and a half. {date}." }, "lead none": "Nobody lacks anything due by 17 and a half. {date}.", "csv": "Export CSV", "csv file": "papers-{date}.csv", "csv done": "Saved. It holds the council’s own numbers, no names.", "csv fresh": "Sign in again to export this.", "sign in": "Sign in", "failed": "That didn’t work. Try again.", "no signal": "No signal. Try again.",
  "rows": "Who lacks what, worst first", "person": "Young person", "when": "Turns 18", "adviser": "Adviser", "have": "With them", "lacks": "Lacks", "said": "Last said", "see": "See", "of": "{held} of {of}", "in": { one: "in {n} day", other: "in {n} days" }, "today": "today", "ago": { one: "{n} day ago", other: "{n} days ago" }, "no adviser": "No one", "never": "Nothing yet", "late": { one: "{n} past its day", other: "{n} past their day" }, "due": { one: "{n} due by 17 and a half", other: "{n} due by 17 and a half" }, "all": "Which ones", "tabs": "Documents at 18", "tab rows": "Who lacks what ({count})", "tab 18": "Had it by 18",
  "nobody": "Nobody lacks anything", "nobody how": "Everyone of 16 and 17 has what is due by 17 and a half.",
  "by 18": "Had it by 18", "by 18 lead": { one: "{n} person turned 18 in the last 12 months. Only their own word counts.", other: "{n} people turned 18 in the last 12 months. Only their own word counts." }, "by 18 none": "Nobody turned 18 in the last 12 months.", "paper": "Document", "share": "{percent}%", "needs none": "Nobody needed it",
});
