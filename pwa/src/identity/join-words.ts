import { table } from "../shared/intl";

/** A phone joins. */
export const t = table({
  "join": "Hello. Is this you?", "join named": "Hello {name}", "join lead": "{adviser} is adding your phone with you. The code works once, for 10 minutes.", "join lead bare": "You’re adding your phone. The code works once, for 10 minutes.",
  "step scan": "Scan the code", "step done": "Done", "step check": "Check it’s you", "step yes": "{adviser} says yes", "step yes bare": "Your adviser says yes", "step unlock": "Choose how to unlock", "step unlock how": "Your fingerprint, your face or a 6-number PIN",
  "birthday": "When is your birthday?", "birthday hint": "For example, 27 11 2007", "birthday not a day": "That isn’t a date. Check the day, month and year.",
  "birthday wrong": { one: "That date doesn’t match. Check the day and month. 1 try left.", other: "That date doesn’t match. Check the day and month. {n} tries left." },
  "others": "Does anyone else use this phone?", "only me": "No, only me", "only me means": "Your plan opens without signal too, with no PIN. So keep your phone locked.", "others too": "Yes, or I’m not sure", "others mean": "We save nothing on it, and lock when you leave.", "others pick": "Pick one of the two.",
  "carry on": "Carry on", "not me": "This isn’t me", "once": "Only you and your workers see what’s here. The code works once.",
  "spoken": "The code you heard", "spoken hint": "8 letters and numbers. Your adviser reads them to you.", "spoken wrong": "That code doesn’t match. Listen again and check each one.",
  "waiting": "Show your phone to {adviser}", "waiting bare": "Show your phone to your adviser", "waiting lead": "They check it’s you. Then this goes on by itself.", "waiting remote": "Your adviser and their manager check it’s you. Keep this open.",
  "choose": "Choose how to unlock", "choose lead": "You use this each time you open Onward.", "choose passkey": "Use fingerprint or face", "choose pin instead": "Use a PIN instead", "passkey turned": "That didn’t work. Try again, or use a PIN.",
  "shared why": "Others use this phone, so you get a PIN. Their face or finger may open it too.", "pin": "Your new PIN", "pin hint": "6 numbers. Not your birthday, and not in a row.", "pin again": "The same PIN once more", "pin save": "Save my PIN", "pin short": "Use 6 numbers.", "pin differ": "The two PINs are not the same.", "pin easy": "That PIN is easy to guess. Pick another.", "pin show": "Show the PIN", "pin hide": "Hide the PIN",
  "ended": "That code has ended", "ended how": "Ask your adviser for a new one. It takes a minute.", "ended not you": "Thanks for telling us", "ended not you how": "That code has ended. Nothing was saved here.", "ended not you unsaid": "Ask your adviser to say no on their screen. Nothing was saved here.", "no secret": "There’s no code here", "no secret how": "Scan your adviser’s code with your phone’s camera.", "join away": "You’re offline", "join away how": "Joining needs signal. Your code still works until its time is up.", "try": "Try again", "start": "Back to the start", "join fault": "That’s not working. It’s us, not you. Try again.",
  "ask others lead": "You opened Onward on a new phone.",
});
