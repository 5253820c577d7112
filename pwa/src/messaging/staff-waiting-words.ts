import { table } from "../shared/intl";

/** Who waits, for a manager; and opening the words with a reason. */
export const t = table({
  "title": "Waiting", "lead": { one: "We promise an answer within {n} working day.", other: "We promise an answer within {n} working days." },
  "figures": "How fast we answer", "wait": "Wait now", "late now": "Late", "median": "Half answered within", "in time": "Answered in time", "no figure": "–", "hours": { one: "{n} hour", other: "{n} hours" }, "days": { one: "{n} day", other: "{n} days" }, "minutes": "Under an hour", "percent": "{percent}%",
  "counted": { one: "Out of {n} answer in 28 days.", other: "Out of {n} answers in 28 days." }, "counted none": "No answers in 28 days.",
  "who": "Who waits, longest first", "person": "Young person", "adviser": "Whose turn", "since": "Waiting since", "promise": "By promise", "open": "Open the words", "nobody": "Nobody waits", "nobody how": "Everyone has an answer.", "no adviser": "No one yet", "covered": "{cover} covers for {adviser}",
  "never words": "You see that someone waits, never what they wrote.",
  "mine": "Open right now", "mine line": "You can read {name}’s messages until {time}.", "read on": "Read", "review": "Opened by others", "review lead": "Look at each within five working days.", "review none": "Nothing to look at.", "review line": "{manager} opened {name}’s messages on {date}.", "review why": "{category}: {reason}", "review by": "Look at it by {date}", "reviewed": "I have looked at it", "reviewed what": "I have looked at it: {name}", "reviewed done": "Noted.",
  "safety": "Someone may be in danger", "missing": "Someone is missing", "complaint": "A complaint", "no_cover": "Nobody else can answer",
  "glass": "Open {name}’s messages", "glass lead": "Only with a reason, for 60 minutes.", "glass told": "{name} sees at once that you did, and why. Another manager is told.", "why": "Why it must be", "why missing": "Choose why.", "reason": "Your reason", "reason hint": "At least 20 letters. {name} can read it.", "reason short": { one: "{n} more letter is needed.", other: "{n} more letters are needed." },
  "code": "6-number code", "code hint": "From your code app. It shows that it is you.", "code short": "The code has 6 numbers.", "code wrong": "That code doesn’t match. Wait for the next one and try again.", "go": "Open for 60 minutes", "cancel": "Not now", "blocked": "Someone has not looked at your last one in time. Until then you can’t open another.",
  "banner": "You are reading {name}’s messages", "left": { one: "{n} minute left. {name} knows.", other: "{n} minutes left. {name} knows." }, "close": "Close now", "closed": "Closed. The words are off your screen.", "older": "Show older", "empty": "Nothing was written.", "thread": "Messages of {name}",
  "failed": "That didn’t work. Try again.", "no signal": "No signal. Nothing has changed. Try again.", "too many": "Too many tries. Wait a little and try again.", "gone": "We can’t find that", "gone how": "It may not be yours to see, or it has moved.", "back": "Back to who waits", "late": { one: "{n} day late", other: "{n} days late" },
});
