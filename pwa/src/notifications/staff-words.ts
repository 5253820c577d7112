import { table } from "../shared/intl";

/** Notices and tasks, as staff see them. */
export const t = table({
  "tasks": "Handed to you", "tasks lead": "Onward could not reach someone. Now it is yours.", "tasks none": "Nothing is handed to you.", "since": "Since {date}", "risen": "With your manager too", "whose": "With {worker} since {date}",
  "told_another_way": "I told them", "seen_after_all": "They’ve seen it", "no_longer_needed": "No longer needed", "end what": "{how}: {task}", "ended": "Done. It is written down.", "ending": "How did it end?", "open": "{name}’s page", "messages of": "Messages with {name}",
  "message": "{name} has not seen your message. Tell them another way.", "plan_shared": "{name} has not seen the plan. Tell them another way.", "plan_unopened": "{name} has not opened the plan. Tell them another way.",
  "review_1": "{name} may not know of the review tomorrow. Tell them.", "review_set": "{name} has not seen the date of the review. Tell them.", "review_moved": "{name} has not seen that the review moved. Tell them.",
  "new_phone": "A new phone signed in as {name}. Ask if it was them.", "message_waiting": "{name} waits for an answer to a message.", "reply_due": "An answer to {name} is due.", "plan_reply_due": "{name} said no to something in the plan. Answer them.", "plan_answered": "{name} said what they think of the plan. Look at it.",
  "review_asked_staff": "{name} asked for a review. Set a date.", "review_nudge": "{name}’s review needs a date.", "review_staff_7": "{name}’s review is due within a week.", "plan_unopened_14": "{name} has not opened the plan for 14 days.", "action_late": "Something promised to {name} is late.",
  "right_ends_56": "Something of {name}’s ends soon, and they have not seen it. Tell them.", "right_ends_14": "Something of {name}’s ends within 2 weeks, and they have not seen it. Tell them.", "right_ends_staff": "Something of {name}’s ends soon. Look at their rights.", "talk_asked": "{name} has not said if you talked about rights. Ask them.", "talk_no": "{name} says that you did not talk about rights. Talk with them.",
  "claim_asked": "{name} asked for something. Read it.", "claim_due": "An answer to {name}’s claim is due.", "claim_late_staff": "A claim of {name}’s is late. Say why, and the new day.", "claim_not_come": "{name} says that it has not come. Find out why.", "claim_challenged": "{name} challenges a no. Someone else must answer.", "claim_decided": "{name} has not seen the answer to a claim. Tell them another way.", "claim_given": "{name} has not seen that something was given. Tell them another way.", "claim_late": "{name} has not seen that a claim is late. Tell them another way.", "claim_challenge_answered": "{name} has not seen the answer to their challenge. Tell them another way.", "claim_confirm": "{name} has not said if it came. Ask them.",
  "paper_turn": "{name} has not seen that a step with a document is theirs. Tell them.", "immigration_staff": "{name}’s leave to stay needs a look.",
  "cover_starts": "Your cover for {name} starts.", "phone_out": "{name}’s phone is shut out after wrong PINs.", "other": "Something about {name} needs you.",
  "unfinished": "How notices end", "unfinished lead": "Every notice of 28 days is in exactly one of these.", "given": "Given", "seen": "Seen", "done": "Done", "handed": "Handed to a person", "cancelled": "No longer needed, with the reason", "still open": "Still open", "oldest": "The oldest open one is from {date}.", "rose": "Tasks that nobody did", "rose none": "None. Every task was done in time.",
  "push reaches": "Push reaches this phone", "push not": "Push does not reach this phone", "push none": "Push is not set up", "push off": "Push is off", "push not since": "Push has not reached this phone since {date}", "texts": "Texts reach them",
  "title": "Settings", "lead": "How Onward tells you that someone waits.", "this device": "On this computer or phone", "says": "A notice only says that something waits. It never says who.",
  "off": "Notices are off here.", "turn on": "Turn them on", "turn on how": "The browser asks first.", "turn off": "Turn them off here", "is on": "They’re on. Send a test to be sure.", "no_answer": "The browser gave no answer. Try again.",
  "refused": "This browser says no to notices from Onward.", "refused how": "Open the lock sign beside the address, or the browser’s settings, and allow notifications.", "refused app": "Open the phone’s settings. Tap Notifications, then Onward.", "unsupported": "This browser can’t show notices.",
  "install": "On an iPhone or iPad, put Onward on the home screen first.", "install how": "Tap Share, then Add to Home Screen, and open it from there.", "shared": "Nothing comes to a phone that others use.", "shared how": "Use a phone or computer of your own.",
  "quiet": "Quiet hours", "quiet on": "Nothing shows in quiet hours", "quiet sub": "It shows when they end.", "from": "From", "until": "Until", "save": "Save", "saved": "Saved.",
  "test": "Send me a test", "test sent": "Sent. It can take a minute.", "test ask": "Did you get it?", "yes": "Yes, I got it", "no": "No, I didn’t", "test good": "Good. It works.", "test nowhere": "There is no device to send it to. Turn notices on first.", "test none": "Nothing may show, so no test comes.", "test fault": "That didn’t work. Try again.", "test wait": "Wait half a minute, then try again.", "test away": "No signal. Try again when you have some.",
  "check": "Check these, then try again", "check signal": "Is it online?", "check silent": "Is Do Not Disturb or Focus on?", "check allowed": "Does the system let this browser show notifications?", "check saving": "Is battery saving on? Turn it off for a bit.", "again": "Turn off and on again", "again done": "Done. Send another test.", "check still": "Still nothing? Everything waits for you here, and rises to your manager in time.",
  "tested": "Last test: {when}.", "tested came": "Last test: {when}. It came.", "tested lost": "Last test: {when}. It did not come.",
  "elsewhere": "Opening", "failed": "That didn’t work. Try again.", "no signal": "No signal. Nothing has changed. Try again.", "gone": "That has gone", "gone how": "It was seen to, or it isn’t yours.", "start": "Back to the start",
});

const KINDS = [
  "message", "plan_shared", "plan_unopened", "review_1", "review_set", "review_moved", "new_phone", "message_waiting", "reply_due", "plan_reply_due", "plan_answered", "review_asked_staff", "review_nudge", "review_staff_7", "plan_unopened_14", "action_late", "cover_starts", "phone_out",
  "right_ends_56", "right_ends_14", "right_ends_staff", "talk_asked", "talk_no", "claim_asked", "claim_due", "claim_late_staff", "claim_not_come", "claim_challenged", "claim_decided", "claim_given", "claim_late", "claim_challenge_answered", "claim_confirm", "paper_turn", "immigration_staff",
] as const;

/** A nurse's thread has kinds of its own, which are handed to the nurse alone; they ask for the same. */
const AS: Record<string, string> = { nurse_message: "message", nurse_waiting: "message_waiting", nurse_reply_due: "reply_due" };
export const ofNurse = (kind: string): boolean => kind in AS;

/** What a task asks for, in one sentence or two. A kind that is not known yet still says whom it is about. */
export const taskWords = (kind: string, name: string): string => t(KINDS.find((one) => one === (AS[kind] ?? kind)) ?? "other", { name });
