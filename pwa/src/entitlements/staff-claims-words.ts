import { table } from "../shared/intl";

/** What young people asked for, as those who answer see it. */
export const t = table({
  "title": "Claims", "lead": { one: "{n} claim waits for you. The earliest promise is first.", other: "{n} claims wait for you. The earliest promise is first." }, "lead none": "No claim waits for you.",
  "tabs": "Claims or figures", "tab list": "Claims", "tab figures": "In figures", "list": "Claims by clock",
  "late": "Late ({count})", "ours": "For you to do ({count})", "theirs": "Waiting for the young person ({count})", "over": "Finished ({count})", "all done": "You have no claim to do.",
  "nobody": "No claims yet", "nobody how": "When a young person asks for something, it shows here.",
  "next see": "Read it", "next decide": "Decide", "next give": "Pay or give it", "next answer_challenge": "They challenge your no", "next young_person": "They say if it came", "next over": "Finished", "next refused": "They may challenge the no",
  "days late": { one: "{n} day late", other: "{n} days late" }, "today": "Today", "by": "By {day}", "no day": "No date", "asked on": "Asked {day}",
  "choose one": "Choose a claim", "choose one how": "Their words and the next step show here.", "back": "All claims", "gone": "We can’t find that", "gone how": "It may not be yours to see, or it has moved.",
  "keys": "Keys", "key move": "move", "key open": "opens", "key next": "next to do", "key do": "the next step", "key late": "it will be late", "keys off": "Turn keys off", "keys on": "Turn keys on", "keys are off": "Single keys are off.",

  "asks": "{name} asks for {sum}", "asks plain": "{name} asks for this", "their words": "{name}, {day}", "no words": "{name} wrote no words.", "files": "Files from {name}", "photo": "Photo {n}", "pdf": "Document {n}", "file of": "{file}, {size}", "kb": "{n} KB", "mb": "{n} MB", "file failed": "That file didn’t come. Try again.", "close": "Close", "adviser": "Adviser: {name}",
  "line": "Where it stands", "stop asked": "{name} asked", "stop asked by": "{name} asked", "stop seen": "Seen", "stop seen by": "{by} has seen it", "stop decided": "Decided", "stop decided by": "{by} decided", "stop decided yes": "{by} said yes", "stop decided partly": "{by} said yes to part", "stop decided no": "{by} said no", "stop given": "Paid or given", "stop given by": "{by} gave it", "stop confirmed": "{name} says if it came", "stop confirmed by": "{name} says it came", "stop not_come": "{name} says it has not come",
  "stop by": "By {day}", "stop late": "Was due {day}", "decided sum": "{sum}", "why late": "Told {name} why: {why}", "reason": "Reason: {reason}", "given how": "How: {how}", "withdrawn": "{name} took this back. There is nothing to do.",
  "challenge": "{name} challenges the no", "challenge by": "Answer by {day}. Someone else than who said no answers.", "challenge none": "{name} can challenge this. {advocate} can help them.",
  "step": "Your next step", "see how": "{name} sees that you read it.", "see yes": "I’ve read it", "see done": "{name} sees that you read it. Decide next.",
  "decide how": "{name} reads your answer as you write it.", "decide": "What is the answer?", "yes": "Yes", "yes sub": "All of it", "partly": "Yes to part", "partly sub": "Some of it, and why", "no": "No", "no sub": "With a reason they can challenge",
  "sum": "How much", "sum left": "{left} is left of {total}.", "sum left waiting": "{left} is left of {total}. Other claims ask for {waiting}.", "sum over": "That is {over} more than is left. Ask your manager first, or give less.", "sum over server": "Only {left} is left now. Give less, or say yes to part.", "sum wrong": "Write a sum in pounds, like 540 or 12.50.", "sum missing": "Say how much.", "sum over asked": "That is more than {name} asked for.", "sum under asked": "That is less than {name} asked for. Choose yes to part, and say why.",
  "code": "Kind of reason", "code choose": "Choose one", "code hint": "Only for counting. {name} does not see it.", "code missing": "Choose the kind of reason.",
  "code already_had": "They had it already", "code not_for_this": "The money is not for this", "code over_the_limit": "It goes over the limit", "code not_enough_told": "We need to know more", "code other_money": "Other money pays for it", "code not_offered": "We do not offer it", "code other": "Another reason",
  "why": "Why, in words {name} reads", "why hint": "Say the real reason. Say what would change it.", "why missing": "{name} needs a reason in words.", "again how": "Whoever said no can’t answer this.",
  "decide yes": "Send the answer to {name}", "decide done": "{name} can read your answer now.", "second": "You said the no. Someone else has to answer this.",
  "give how": "{name} then says if it came. It stays open until they do.", "how": "How did they get it?", "how hint": "For example: paid into their bank, or the cooker was ordered.", "how missing": "Say how.", "on": "On which day?", "on missing": "Choose the day.", "on future": "That day has not come yet.", "give yes": "It is paid or given", "give done": "{name} is asked if it came.",
  "wait": "Now {name} says if it came. You have nothing to do.", "wait refused": "{name} knows why. You have nothing to do unless they challenge it.", "finished": "This is finished.",
  "late open": "It will be late", "late title": "Tell {name} before they ask", "late lead": "They read this at once.", "late why": "Why is it late?", "late why hint": "Whose job it is, and what you do about it.", "late why missing": "Say why.", "late day": "New day", "late day missing": "Choose a day.", "late day past": "Choose a day that is still to come.", "late yes": "Tell {name}", "late done": "{name} knows the new day.", "cancel": "Not now",
  "failed": "That didn’t work. Nothing has changed. Try again.", "no signal": "No signal. Nothing has changed. Try again.", "changed": "This claim changed since you opened it. It is shown as it is now.",

  "figures": "Claims and talks", "figures lead": "Over your teams: {n} young people.", "asked": "Asked for", "unanswered": "No answer yet", "late now": "Late now", "challenged": "Challenged", "median": "Usual wait for an answer", "days": { one: "{n} day", other: "{n} days" }, "no figure": "–",
  "promised": "Said yes, not confirmed", "promised how": { one: "{n} claim where nobody has said that it came.", other: "{n} claims where nobody has said that it came." },
  "refused": "Why we said no", "refused none": "No claim was refused.", "few": "Too few to show", "count": "Claims", "few how": "Counts under 6 stay hidden, so that nobody can be picked out.",
  "talks": "Talks about rights", "talked": "Talked with", "talks confirmed": "They said yes, we did", "talks of": "{n} of {all}", "talks how": "Counted as a talk only when the young person agrees.",
});
