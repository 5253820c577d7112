import type { PartCode } from "../shared/api";
import { table, twins } from "../shared/intl";

const words = {
  "home": "My home", "learning": "Learning and work", "health": "Health and how I feel", "money": "Money", "people": "People", "skills": "Life skills", "identity": "Who I am", "plan_b": "If things go wrong",

  "your plan": "Your plan", "plan back": "Plan",
  "wrote": "You and {name} wrote this together. {name} shared it with you on {day}.",
  "say": "Say what you think of it",
  "newer coming": "{name} is writing a newer plan. This one counts until then.", "newer coming nobody": "A newer plan is being written. This one counts until then.",
  "eight": "Eight parts of your life", "your turn": "Your turn",
  "next": "Next: {what}, {by}", "next bare": "Next: {what}", "all done": "All done for now", "nothing to do": "Nothing to do here for now",
  "done of": "{done} of {all} done", "needs signal": "Opens when you have signal",
  "key done": "Done", "key you": "Your turn", "key other": "Someone else is on it",
  "print": "Save or print a copy", "print sub": "All eight parts on paper", "printed": "From Onward, {day}. Version {n}.",
  "loading": "Getting your plan",

  "in your words": "In your words", "said on": "You said this on {day}", "change words": "Change your words", "say words": "Say it in your words",
  "words hint": "Your adviser can read this. Nobody can change it but you.", "words label": "Your words", "words save": "Save your words", "cancel": "Cancel", "words wait": "Saved here. It will send when you’re back online.", "words wait here": "Not sent yet. Stay here until it is.",
  "words none": "Write a few words first.", "words fault": "That didn’t save. Try again.",
  "what next": "What happens next", "no actions": "Nothing is planned in this part.",
  "chip done": "Done {day}", "chip done wait": "Done. Not sent yet", "chip missed": "Didn’t happen", "chip on it": "{name} is on it", "chip late": "Late. {name} has to sort it",
  "who": "Who", "by": "By", "was by": "Was for", "helps": "How it helps", "if not": "If it can’t happen", "you": "You",
  "by left": "{day}, {left}",
  "did it": "I’ve done it", "did it about": "I’ve done it: {what}", "did fault": "That didn’t save. Try again.",
  "support": "How we help you", "changes": "If things change", "not found": "We can’t find that part", "not found how": "See all eight parts of your plan.",
  "health away": "This part isn’t kept on your phone", "health away why": "Health stays off your phone. It opens when you have signal.",

  "think": "What do you think of your plan?", "think lead": "Your support carries on whatever you pick. {name} and their manager will see your answer.", "think lead nobody": "Your support carries on whatever you pick. Your adviser and their manager will see it.",
  "answer": "Your answer", "agree": "I agree with it", "partly": "I agree with some of it", "disagree": "I don’t agree", "not_now": "I’ve read it, but I’m not sure yet",
  "would change": "What would you change?", "send answer": "Send my answer", "close": "Close", "pick one": "Pick one of the four.", "answer fault": "That didn’t send. Try again.",
  "side": "Want someone on your side? A free advocate can help you say this.", "side link": "Get an advocate",
  "you answered": "You answered on {day}", "you answered wait": "Not sent yet", "change answer": "Change your answer", "your answer": "What you think",

  "review row": "Next review: {day}", "review row due": "Next review", "review row sub": "{time}, {place}", "review row sub bare": "{time}", "review row by": "Due {by}", "review row ask": "Ask for one at any time",
  "review why": "A review looks at your plan again. You say what works and what doesn’t.",

  "change label": "What would suit you better?", "change hint": "A day, a time or a place. {name} will see it.", "change hint nobody": "A day, a time or a place. Your adviser will see it.", "change send": "Send", "change need": "Say what would suit you better.",
  "ask label": "Why do you want one?", "ask hint": "You can ask at any time. Nobody can say no.", "ask sent": "Sent. {name} will offer you a day.", "ask sent nobody": "Sent. Your adviser will offer you a day.", "sent": "Sent.",
  "new_home": "You moved, so your plan gets a fresh look.", "first": "This is the first look at your plan.", "asked": "You asked for this.", "routine": "A review comes at least every six months.",
};

export const t = table(words);
export const named = twins(words);

/** The name of a part, as the young person knows it. */
export const partName = (code: PartCode): string => t(code);
