import { table, twins } from "../shared/intl";
import type { Kind, Status } from "./api";
import { isDeed } from "./reading";

const words = {
  "title": "My documents", "lead": "The papers you need as an adult. Your council may pay for some.", "loading": "Getting your papers", "stuff": "My stuff", "back": "My documents",
  "with you count": "{held} of {of} with you", "todo": "To do", "with you": "With you", "rest": "Not needed", "rest how": "You don’t need these, as far as we know.",
  "todo none": "There is nothing to do right now.", "free": "Your council may pay", "not found": "That’s not here", "not found how": "It may have a new name.",

  "chip with_you": "With you", "chip your_turn": "Your turn", "chip going": "On its way", "chip late": "Late: we’re on it", "chip to_come": "Not yet", "chip not_needed": "Not needed",
  "sub do by": "{what}, by {day}", "sub do by nobody": "{what}", "sub who by": "{name}: {what}, by {day}", "sub who": "{name}: {what}", "sub from": "Starts from {day}", "sub late": "It was due on {day}. That’s not your fault.", "sub late bare": "That’s not your fault.", "since": "You said so on {day}",
  "kept": "Your number is kept here", "date kept": "What you wrote is kept here",

  "says it": "{name} says you have it. Do you?", "says it nobody": "Your council says you have it. Do you?", "says deed": "{name} says it’s done. Is it?", "says deed nobody": "Your council says it’s done. Is it?",
  "question": "One question", "yes": "Yes, I have it", "no": "No, I don’t", "yes deed": "Yes, it’s done", "no deed": "No, it’s not", "say fault": "That didn’t send. Try again.", "say away": "You’re offline. Try again when you have signal.",
  "differ": "We don’t agree yet", "differ how": "What you say counts. Your word stays, and your adviser can see it.", "they say": "{name} says: {what}", "they say nobody": "Your council says: {what}",

  "where": "Where it is", "how far": "How far it is", "tell": "Say where it is", "tell deed": "Say how far it is", "change": "Change where it is", "change deed": "Change how far it is", "where ask": "Where is it?", "how far ask": "How far is it?", "change lead": "Your adviser and their manager can see this. You can change it later.", "more": "Anything to add?", "more hint": "Like who has it, or what you need.", "save": "Save", "close": "Close", "saved": "Saved. Thanks.", "pick": "Pick one first.",
  "where in": "Where: {where}",

  "next": "What’s next", "who": "Who", "you": "You", "adviser": "Your adviser", "someone": "Someone else", "by": "By", "passed": "It was for {day}", "next none": "Nobody has a next step yet. Ask your adviser.",
  "good by": "Good to have by", "good days": { one: "{day}, in {n} day", other: "{day}, in {n} days" }, "good months": { one: "{day}, in about {n} month", other: "{day}, in about {n} months" }, "good today": "Today", "good was": "It was good to have by {day}. That’s not your fault.", 
  "how": "How to get it", "how deed": "How to do it", "story": "What was said", "story you": "You: {what}", "story they": "{name}: {what}", "on": "On {day}",
  "ask this": "Ask about this", "ask about": "Ask about this: {words}",

  "st not_started": "Not started", "st applied": "Asked for", "st waiting": "On its way", "st held_by_me": "You have it", "st held_by_someone_else": "Someone else has it", "st not_needed": "You don’t need it", "st lost": "It’s lost", "st held deed": "It’s done",
  "my not_started": "I don’t have it", "my applied": "We’ve asked for it", "my waiting": "It’s on its way", "my held_by_me": "I have it", "my held_by_someone_else": "Someone else has it", "my not_needed": "I don’t need it", "my lost": "I lost it", "my held deed": "It’s done", "my not_started deed": "It’s not done", "my applied deed": "We’ve started it",
  "sub someone": "Like your carer, your adviser or a parent", "sub not_needed": "You can change your mind later", "sub lost": "That happens. We can help you get a new one.",

  "private": "Only for you", "unlocked": "It shuts by itself after 2 minutes, or when you leave.", "shut now": "Shut it now", "new phone": "This phone is new. You can see this a day after it joined.", "private fault": "That’s not working. Nothing is lost. Try again.", "private away": "You’re offline. This needs signal.",
  "ni": "Your number", "ni none": "You can keep your number here. Nobody else can see it, not even us.", "ni put": "Put my number in", "ni field": "National Insurance number", "ni hint": "Two letters, six numbers, one letter.", "ni wrong": "That doesn’t look right. Check it against your letter.", "ni missing": "Type your number first.", "ni kept": "Your number is kept here. Only you can see it.", "ni show": "Show my number", "ni away": "Take it away", "ni sure": "Take your number away?", "ni sure how": "It’s gone from here for good. You can put it in again.", "ni sure yes": "Take it away", "ni keep": "Keep it", "ni saved": "Your number is kept.", "ni gone": "Your number is gone from here.", "ni is": "Your number is", "ni on": "You put it in on {day}.", "ni change": "Change it",
  "im": "Your date", "im how": "You can keep when your stay ends here. We remind you in good time.", "im open": "Open it", "im put": "See or add my date", "im what": "What your papers say", "im what hint": "Like “5 years as a refugee”.", "im when": "When does it end?", "im when hint": "Leave it empty if there’s no end.", "im show": "My adviser and their manager can see this", "im show sub": "If not, only you see it.", "im bad": "Check the day, month and year.", "im saved": "Saved. Only you can open this.", "im gone": "It’s gone from here.", "im by council": "Your council wrote this date. You can put in your own.", "im ends": "Ends", "im no end": "No end date", "im seen": "Who sees it", "im seen yes": "You, your adviser and their manager", "im seen no": "Only you", "im change": "Change it", "im away": "Take it away", "im empty": "Type something first, or close this.",
};

export const t = table(words);
export const named = twins(words);

/** How a paper stands, said to its owner. Some are done rather than had. */
export const stands = (kind: Kind, status: Status): string => t(status === "held_by_me" && isDeed(kind) ? "st held deed" : `st ${status}`);

/** The same in their own voice. */
export const mine = (kind: Kind, status: Status): string =>
  isDeed(kind) ? t(status === "held_by_me" ? "my held deed" : status === "not_started" ? "my not_started deed" : status === "applied" ? "my applied deed" : `my ${status}`) : t(`my ${status}`);
