import { table, twins } from "../shared/intl";

const words = {
  "rights": "Rights", "help": "Help", "title": "What you can get", "lead": "Money and help that’s yours by right. We checked this for you on {day}.", "lead bare": "Money and help that’s yours by right.",
  "loading": "Getting what you can get", "loading claim": "Getting your claim",
  "ends_soon": "Ends soon", "can": "You can get now", "may": "You may get – check", "later": "Later on", "not_now": "Not for you right now",
  "chip can": "You can get this", "chip may": "You may get this", "chip later": "Later on", "chip not_now": "Not for you right now",
  "why": "Why: {why}", "from": "From {day}", "check with": "Check with {who}", "one question": "1 question",
  "asked for": "What you asked for", "wrong": "Think we got one wrong?", "tell us": "Tell us", "always ask": "You can always ask.",
  "me row": "What you told us", "me row sub": "See it and change it", "offer row": "Everything on offer, by topic", "offer row sub": "The full list for everyone. You can print it",
  "away": "You’re offline. This is what everyone can look up. What’s yours shows when you have signal.", "fault": "What’s yours isn’t loading. This is what everyone can look up.",
  "not found": "We can’t find that one", "not found how": "See everything you can get.",

  "money": "How much", "until money": "Until {day}.", "other sums": "How much for whom", "for everyone": "Everyone", "sum": "Sum", "for whom": "For whom",
  "sum from": "From {day}", "sum to": "Until {day}", "sum from to": "From {from} until {to}",
  "stale": "We last checked this on {day}. It may be different now. Ask before you count on it.",
  "offered no": "{council} doesn’t offer this.", "offered not_yet": "{council} doesn’t offer this yet.", "offered not_said": "{council} hasn’t said if it offers this.", "here": "From {council}",
  "question": "One question", "question for": { one: "It may settle {n} of these.", other: "It may settle {n} of these." }, "question save": "Save my answer", "question none": "Pick one first.", "question none date": "Give a real date, like 3 9 2025.", "question none number": "Give a number, like 40.", "question fault": "That didn’t save. Try again.", "question private away": "This one is private, so it isn’t kept on your phone. Try again when you have signal.", "question not yet": "Not yet", "question not said": "I’d rather not say", "question sent": "Saved. Thanks.", "question waits": "Saved here. It will send when you’re back online.", "question waits here": "Not sent yet. Stay here until it is.",
  "answer": "Your answer", "private": "Only you see this answer.", "show": "Let {name} see it", "show nobody": "Let your adviser see it", "show sub": "It helps them help you. You can change this later.",
  "why title can": "Why you can get this", "why title may": "What we know so far", "why title later": "Why later", "why title not_now": "Why not right now",
  "by council": "From your council", "by you": "You told us", "by date": "Worked out from a date", "says yes": "Yes:", "says no": "No:", "says not_known": "Not known:",
  "change": "What would change it", "who": "Who it’s for",
  "about": "What it is", "how": "How to get it", "how more": "How to get more of it", "answer days": { one: "You get an answer in {n} working day.", other: "You get an answer in {n} working days." }, "who to ask": "Who to ask", "have ready": "Have ready",
  "ask": "Ask for it", "ask more": "Ask for more", "ask this": "Ask about this", "ask about": "Ask about this: {words}", "ring": "Ring {phone}", "open link": "Open their page", "ask fault": "That didn’t send. Try again.",
  "if no": "If they say no", "if no sub": "How to ask again, and who can help", "advocate": "Get an advocate", "advocate how": "An advocate is free and on your side.",
  "source": "Where this comes from", "source sub": "The rule, and when we checked it", "checked": "We last checked this on {day}.", "source local": "Your council’s own page", "read more": "Read it in full", "close": "Close",
  "sure V": "We checked this on the official page.", "sure V2": "We checked this in two places.", "sure K": "We know this well. We haven’t checked the page again.", "sure ?": "We’re not sure of this. Ask before you count on it.",

  "claim": "Your claim", "claim about": "Your claim: {words}", "claim see": "See all of it",
  "asked": "You asked", "asked sum": "You asked for {sum}", "seen": "{name} has seen it", "seen nobody": "They have seen it", "seen next": "Someone looks at it", "decided": "{name} said {what}", "decided nobody": "They said {what}", "decided next": "They say yes or no",
  "what yes": "yes", "what yes sum": "yes to {sum}", "what partly": "yes to some of it", "what partly sum": "yes to {sum}", "what no": "no",
  "given": "It’s on its way", "given how": "{how}", "given next": "You get it", "confirmed": "You said it came", "confirmed next": "You say it came", "not come": "You said it didn’t come",
  "by day": "By {day}", "by day why": "By {day}. If it’s late, we’ll tell you why", "late by": "Late. It was due on {day}. That’s not your fault.", "late new": "It was promised by {first}. The new day is {day}. Why: {why}", "late why": "Why: {why}",
  "chip asked": "Asked", "chip seen": "Seen", "chip decided": "They said yes", "chip given": "On its way", "chip confirmed": "You have it", "chip not_come": "Not come", "chip refused": "They said no", "chip challenged": "You asked again", "chip withdrawn": "Taken back", "chip late": "Late", "chip your turn": "Your turn", "chip waits": "Not sent yet",
  "offer": "What’s on offer", "offer lead": "What {council} and the country give young people who have been in care.", "offer lead bare": "What the country gives young people who have been in care.", "offer version": "Published on {day}.", "offer search": "Search", "offer search hint": "A word like rent or bike", "offer none": "Nothing found", "offer none how": "Try another word.", "offer count": { one: "{n} found", other: "{n} found" },
  "offer print": "Print or save all of it", "offer kept": "This page is saved on your phone. It opens with no data.", "offer printed": "From Onward, {day}.", "how to ask": "How to get it", "not offered": "Not offered here", "not yet": "Not offered here yet",
  "topic money": "Money", "topic housing": "A place to live", "topic work": "Work", "topic learning": "Learning", "topic health": "Health", "topic voice": "Being heard", "topic staying_here": "Staying in this country", "topic family": "Family",
};

export const t = table(words);
export const named = twins(words);
