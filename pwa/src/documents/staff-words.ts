import { table } from "../shared/intl";
import type { Paper } from "./staff-api";

/** A young person's papers, for those who work with them. */
export const t = table({
  "papers": "Documents", "title": "{name}’s documents", "lead": "{held} of {of} with {name}. 18 on {date}.", "lead grown": "{held} of {of} with {name}. Turned 18 on {date}.", "loading": "Getting the documents", "gone": "We can’t find that", "gone how": "It may not be yours to see, or it has moved.", "to week": "Back to this week", "counts": "Only {name} can say that they have a paper. What you write never counts as “with them”.", "stay ends": "Leave to stay ends {date}",
  "paper": "Document", "they say": "{name} says", "we say": "We say", "next": "Next step", "by": "By", "do": "Write", "see": "See", "of": "{what}: {paper}",
  "g late": "Late ({count})", "g your_turn": "{name}’s turn ({count})", "g going": "Under way ({count})", "g to_come": "To come ({count})", "g with_you": "With {name} ({count})", "g not_needed": "Not needed ({count})",
  "nothing said": "Nothing yet", "no step": "Nobody has a step", "usual": "Nobody yet. Usually {who} starts.", "says if": "Says if it is with them", "step": "{who}: {what}", "who adviser": "Adviser", "who other": "Someone else", "mid adviser": "the adviser", "mid other": "someone else", "differs": "You differ", "asked": "{name} is asked", "late by": { one: "{n} day late", other: "{n} days late" }, "in": { one: "in {n} day", other: "in {n} days" },
  "st not_started": "Not started", "st applied": "Asked for", "st waiting": "On its way", "st held_by_me": "Has it", "st held_by_someone_else": "Someone else has it", "st not_needed": "Not needed", "st lost": "Lost",
  "story": "What was said", "story none": "Nobody has said anything yet.", "story they": "{name}: {what}", "on": "{date}", "how": "How to get it", "where in": "Where: {where}", "close": "Close",
  "status": "How it stands", "status hint": "“Has it” asks {name} to say so too.", "pick": "Choose one", "pick missing": "Choose how it stands.", "words": "What you want to say", "words hint": "{name} reads this. Short and plain.", "words missing": "Say why it is not needed.", "where": "Where it is", "where hint": "Like: at the Quayside office, in the safe.",
  "step legend": "Next step", "step hint": "Who, what and by when: all three, or none.", "step who": "Who", "step nobody": "No step", "step name": "Their name or role", "step what": "What they do", "step by": "By when", "name missing": "Write a name or a role.", "what missing": "Say what they do.", "by missing": "Choose a day.", "by past": "Choose a day from today on.", "expires": "Leave to stay ends on", "expires hint": "From their papers. {name} can open this date.",
  "keep": "Save", "cancel": "Cancel", "kept": "Saved. {name} can see it.", "failed": "That didn’t save. Try again.", "no signal": "No signal. Nothing has changed. Try again.",
});

const who = (one: Paper, name: string): string => one.next_who === "young_person" ? name : one.next_who === "adviser" ? t("who adviser") : one.next_name || t("who other");

/** "Jade: Send a photo". Empty where nobody promised a step with a day: what the list holds for that is said to the young person. */
export const stepWords = (one: Paper, name: string): string => one.next_who && one.next_by ? t("step", { who: who(one, name), what: one.next_what }) : "";

/** Who usually begins, where nobody has promised a step. */
export const usualWords = (one: Paper, name: string): string =>
  one.next_who && !one.next_by ? t("usual", { who: one.next_who === "young_person" ? name : one.next_who === "adviser" ? t("mid adviser") : one.next_name.replace(/^Your /, "the ") || t("mid other") }) : "";

export const statusWords = (status: Paper["status"]): string => t(`st ${status}`);
