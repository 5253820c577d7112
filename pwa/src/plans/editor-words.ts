import { table } from "../shared/intl";

/** Writing a plan: short, so that the plan itself is what is read. */
export const t = table({
  "plan": "Plan", "draft": "Plan, draft {number}", "reading": "Plan {number}", "parts": "Parts of the plan", "see draft": "Draft {number}", "see current": "Plan {number}, shared {date}", "see current unshared": "Plan {number}",
  "saved": "saved {when}", "saved none": "saved", "saving": "saving", "waiting": "not saved yet", "not saved": "Not saved yet. Your words are safe here. We’ll keep trying.", "save now": "Save now", "refused": "One thing can’t be saved as it is. Look for the red words.",
  "need": "What {name} needs", "support": "How we’ll help", "change": "If things change", "change hint": "What happens instead, and who {name} can ring.",
  "matter education": "Learning", "matter work": "Work and things to do", "matter support_people": "People who help", "matter relationships": "Family and friends",
  "voice foot": "{name}, {date}. Only {name} can change this.", "voice none": "{name} hasn’t said anything here yet.", "voice none how": "Ask them. They write it on their own phone.",
  "action": "Action {n}", "what": "What will happen", "who": "Who does it", "who none": "Choose a person", "who other": "Someone else", "who name": "Their name", "who name hint": "One person, not a team.", "when": "By when", "helps": "How it helps {name}", "plan b": "If it doesn’t happen", "plan b hint": "What you’ll do instead",
  "matter": "Which matter", "what missing": "Say what will happen. It is saved then.", "cannot": "This can’t be saved as it is. Change it.",
  "fix": { one: "{n} thing to fix", other: "{n} things to fix" }, "clear": "Clear", "open": "Open action {n}: {what}", "unnamed": "No words yet", "by": "{who}. By {date}", "no who": "No person yet", "no date": "no date yet",
  "add": "Add an action", "remove": "Remove this action", "remove title": "Remove this action?", "remove why": "It goes from the draft. The plan {name} has now stays as it is.", "remove yes": "Remove it", "keep": "Keep it", "try": "Try: {words}", "hint": "“{words}”: {problem}",
  "check": "Will {name} know what to do?", "check lead": "Action {n}, checked when it is saved", "check none": "Open an action to check it.",
  "who ok": "Who: named", "who gap": "Who: no one yet", "when ok": "When: a real date", "when gap": "When: no date yet", "helps ok": "How it helps: said", "helps gap": "How it helps: empty", "what ok": "What: clear", "what gap": "What: not clear yet", "plan b ok": "If it doesn’t happen: said", "plan b gap": "If it doesn’t happen: empty", "plan b gap sub": "One line is enough", "must": "Needed before you share",
  "before": "Before you share", "words in": "{name}’s words in {n} of 8 parts", "words in how": "They can add more at any time", "actions clear": "{clear} of {all} actions clear", "actions clear how": "You can still share. We’ll note why", "actions gaps": { one: "{n} gap to fill first", other: "{n} gaps to fill first" }, "actions none": "No actions yet", "on phone": "{name} gets it on their phone", "on phone how": "It arrives as “You have something new”",
  "gap at": "{part}: {what}",
  "finish": "Finish writing", "finish how": "It’s written down as finished today. You can still change it until you share it.", "finish title": "Finish writing?", "finish yes": "Finish it", "finished": "Written. Now share it with {name}.",
  "share with": "Share with {name}", "share title": "Share with {name}?", "share why": "{name} sees it on their phone at once. This version can’t be changed after that.", "share yes": "Share it now", "not now": "Not now", "shared": "Shared with {name}. It moves on when their phone gets it.",
  "not ready": "Some actions need a person and a date first", "not ready how": "Fill these, then share.", "say why": "Some words could be clearer", "say why how": "You can change them, or share now and say why. The reason is kept.", "reason": "Why share it as it is?", "reason hint": "For example: these are the words Jade wanted.", "reason short": "Write a few words.",
  "failed": "That didn’t work. Nothing has changed. Try again.", "no signal": "No signal. Nothing has changed. Try again.", "conflict": "The plan has changed since you opened it. Look again, then try.",
  "start": "Start a new draft", "start first": "Start the first draft", "none": "{name} has no plan yet", "none how": "Write it with {name}. Their words come first.",
  "read lead": "Shared {date}. {name} reads the same words.", "read written": "Written {date}. Not shared yet.", "read draft": "Being written. Not shared yet.", "reading words": "Actions", "no actions": "No actions in this part.", "no need": "Nothing written yet.",
  "said agree": "{name} agrees", "said partly": "{name} agrees in part", "said disagree": "{name} doesn’t agree", "said not_now": "{name} said not now", "said none": "{name} hasn’t answered yet.", "said foot": "{name}, {date}", "late": "Late",
  "write this": "Write about this", "write about": "Write about this: {words}",
  "note started": "It’s started", "note done": "It’s done", "did": "Done on",
  "to_do": "To do", "going": "Going", "done": "Done", "did_not_happen": "Didn’t happen", "older": { one: "{n} older plan is kept.", other: "{n} older plans are kept." }, "loading": "Getting the plan", "not here": "We can’t find that plan", "not here how": "It may not be yours to see, or it has moved.",
});
