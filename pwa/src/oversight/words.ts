import { table } from "../shared/intl";

/** Plan sharing: what reached the young people, counted so that it can come out bad. */
export const t = table({
  "title": "Plan sharing", "lead": "{council}. Counted at {time}, {date}.", "team": "Team", "all teams": { one: "{n} team", other: "All {n} teams" }, "csv": "Export CSV", "csv file": "plan-sharing-{date}.csv", "csv done": "The file is in your downloads.",
  "csv fresh": "Sign in again to export.", "sign in": "Sign in again", "failed": "That didn’t work. Try again.", "no signal": "No signal. Try again when you have some.",
  "from to": "From written to understood", "written": "Written", "shared": "Shared", "delivered": "Delivered", "opened": "Opened", "understood": "Understood",
  "written sub": "{percent}%. Plans in date", "shared sub": "{percent}%. Sent, or handed over", "delivered sub": "{percent}%. On their phone or in hand", "opened sub": "{percent}%. Read alone or together", "understood sub": "{percent}%. They told us so",
  "of": { one: "Out of {n} young person who must have a plan, phone or not.", other: "Out of {n} young people who must have a plan, phone or not." }, "not counted": "Not counted: {list}.", "exclusion": "{words} ({count})",
  "median": { one: "Half of plans were shared within {n} day of being written.", other: "Half of plans were shared within {n} days of being written." },
  "by team": "By team", "must": "Out of {n}", "late to share": "Late to share", "percent": "{percent}%", "no teams": "No teams to show.",
  "answers": "What they said", "agree": "Agree", "partly": "Agree in part", "disagree": "Don’t agree", "not_now": "Not now", "answers how": "A “no” counts as understood. It means sharing worked.",
  "stuck": "Stuck, longest first", "stuck all": "See all {total}", "person": "Young person", "adviser": "Adviser", "where": "Where it stopped", "how long": "For how long", "days": { one: "{n} day", other: "{n} days" }, "see": "Record", "nobody": "Nobody is stuck", "nobody how": "Every plan has moved on in time.",
  "stop none": "No plan yet", "stop draft": "Being written", "stop written": "Written, not shared", "stop shared": "Shared, not delivered", "stop delivered": "Delivered, not opened", "stop opened": "Opened, no answer", "stop understood": "Answered",
  "record": "{name}, {age}", "record version": "Plan {number}. Everything here is logged and can’t be edited.", "record none": "There is no plan yet.", "no shared": "Not shared yet", "no written": "Not written yet", "no delivered": "Not delivered yet", "no opened": "Not opened yet", "no understood": "No answer yet",
  "waits": { one: "{n} day", other: "{n} days" }, "says": "{name} says what they think, their way.", "later": "Not yet", "at who how": "{at}. {who}. {how}", "at who": "{at}. {who}", "at how": "{at}. {how}", "at": "{at}",
  "answered": "They said: {answer}", "why": "Shared as it was, because: {why}", "changed": "The words are not those that were shared. Tell your administrator.", "intact": "The words are the same as when it was shared.", "rule": "We count it as read when {name} opens it. Reading it together counts when {name} says so.", "page": "Open {name}’s page", "close": "Close",
});
