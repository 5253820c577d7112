import { table } from "../shared/intl";

export const t = table({
  "offer": "What’s on offer", "offer sub": "Money and help for people who were in care", "near": "Help near me", "near sub": "Places that can help you", "back": "Back",

  "hi": "Hi {name}", "hi nobody": "Hi", "loading": "Getting your day", "waiting": "Waiting for you", "nothing waits": "Nothing is waiting for you.", "say think": "Say what you think of your plan", "adviser": "Your adviser",
  "by": "By {day}", "by left": "By {day}, {left}", "was for": "It was for {day}",
  "wrong tries": { one: "Someone typed 1 wrong PIN since you last opened this. Was it you?", other: "Someone typed {n} wrong PINs since you last opened this. Was it you?" },

  "shut": "Locked", "shut how": "You’re offline, so there’s no PIN to check. Your phone’s own lock keeps this safe.", "shut open": "Open",

  "help now": "Help now", "help lead": "You don’t need to be sure. You can just ring. The helplines are free.", "999": "In danger? Call 999", "call": "Call", "text": "Text", "text how": "Text {word} to {phone}",
  "duty": "Your duty team", "out of hours": "Nights and weekends", "team": "Your team", "council unknown": "Your council’s own numbers show here once you’ve had signal.",
  "feel bad": "I feel really bad", "nowhere safe": "I’ve nowhere safe tonight", "hurting": "Someone is hurting or using me", "my side": "I need someone on my side",
  "help kept": "This page is saved on your phone. It opens with no data. Calls and texts still show in your phone’s call list.",
});
