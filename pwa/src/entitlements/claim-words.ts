import { table, twins } from "../shared/intl";

/** Asking for something, one claim, and what they told us: all that needs signal. */
const words = {
  "form title": "Ask for it", "form lead": "{title}. Your council gets this, and you see each step.", "form amount": "How much do you need?", "form amount hint": "In pounds. Leave it empty if you don’t know.", "form amount bad": "Give a sum in pounds, like 540.", "form words need": "Say what you need.",
  "form files": "Photos and files", "form files hint": "A photo, a price or a letter can help. Up to 5.", "add photo": "Add a photo", "add pdf": "Add a PDF", "file off": "Take {what} off", "photo n": "Photo {n}", "pdf n": "PDF {n}", "getting ready": "Making it smaller", "photo bad": "That photo can’t be opened. Pick another one.", "pdf bad": "That’s not a PDF. Pick another file.", "pdf big": "That file is too big. It can be up to 10 MB.", "files full": "That’s 5. Take one off to add another.",
  "form send": "Send it", "form needs signal": "Files need signal. Nothing is lost: try again when you have some.",

  "claim lead": "You asked for this.", "claim sent": "Sent. You’ll hear by {day}.", "claim waits": "Not sent yet. It goes when you’re back online.", "your words": "What you wrote",

  "came": "Did it come?", "came now decided": "It came", "came now not_come": "It came after all", "came yes": "Yes, it came", "came no": "No, it didn’t", "came no title": "What went wrong?", "came no hint": "Your council sees this and has to sort it.", "came no send": "Tell them", "came fault": "That didn’t send. Try again.", "came waits": "Not sent yet. It goes when you’re back online.",
  "no title": "They said no", "partly title": "They said yes to some of it", "no reason": "Their reason", "reason already_had": "You had this before.", "reason not_for_this": "This money isn’t for that.", "reason over_the_limit": "It’s over the limit.", "reason not_enough_told": "They need to know more.", "reason other_money": "Other money covers it.", "reason not_offered": "Your council doesn’t offer it.", "reason other": "",
  "challenge": "Don’t agree?", "challenge lead": "Ask them to look again. Someone else answers, by a set day.", "challenge label": "Why is it wrong?", "challenge hint": "In your words. It goes with your claim.", "challenge need": "Say why it’s wrong.", "challenge send": "Ask them to look again", "challenge fault": "That didn’t send. Try again.", "challenged": "You asked them to look again", "challenged by": "Someone else answers by {day}.", "challenged new": "It was promised by {first}. Someone else answers by {day}.", "challenged late": "That was due on {day}. It’s late, and that’s not your fault.", "challenge answered": "They looked again.",
  "side": "Want someone on your side?", "side how": "An advocate is free. They don’t work for the council.", "call": "Call {name}", "call nobody": "Call an advocate",
  "withdraw": "Take it back", "withdrawn": "You took this back.", "files": { one: "You sent {n} file.", other: "You sent {n} files." }, "see file": "See {what}", "file fault": "That’s not loading. Try again.",

  "me": "What you told us", "me lead": "These are your own words. They’re not the council’s record. You can change each one.", "me none": "You haven’t told us anything yet", "me none how": "We ask one question at a time, where it helps.", "said on": "You said this on {day}", "only you": "Only you", "shown": "{name} can see it", "shown nobody": "Your adviser can see it", "me save": "Save",
};

export const t = table(words);
export const named = twins(words);
