import { table } from "../shared/intl";

export const t = table({
  "welcome": "Hello", "welcome how": "Ask your adviser to add this phone. They show you a code to scan.",
  "welcome help": "Help now", "welcome demo": "Look round the demo", "welcome staff": "Staff sign in", "back": "Back",

  "hi": "Hi {name}", "hi nobody": "Hi", "loading": "Getting your day", "waiting": "Waiting for you", "nothing waits": "Nothing is waiting for you.", "say think": "Say what you think of your plan", "adviser": "Your adviser",
  "by": "By {day}", "by left": "By {day}, {left}", "was for": "It was for {day}",
  "wrong tries": { one: "Someone typed 1 wrong PIN since you last opened this. Was it you?", other: "Someone typed {n} wrong PINs since you last opened this. Was it you?" },

  "stuff": "My stuff", "my team": "My team", "status": "What you get, and why", "status sub": "In plain words", "looked": "Who has looked", "looked sub": "Everyone who opened something of yours", "phones": "My phones", "phones sub": "See them, or remove one",
  "notices": "Notifications", "notices sub": "What shows, when, and a test",
  "look": "Text size and dark mode", "colours": "Light or dark", "theme auto": "Same as your phone", "theme light": "Light", "theme dark": "Dark", "text size": "Text size", "text normal": "Same as your phone", "text big": "Big", "text bigger": "Bigger",
  "lock now": "Lock now", "sign out": "Sign out", "stuff away": "Phones and who has looked need signal.",
  "out ask": { one: "1 thing you wrote isn’t sent", other: "{n} things you wrote aren’t sent" }, "out lead": "If you sign out now, it’s gone.", "out stay": "Stay", "out go": "Sign out anyway",

  "shut": "Locked", "shut how": "You’re offline, so there’s no PIN to check. Your phone’s own lock keeps this safe.", "shut open": "Open",

  "help now": "Help now", "help lead": "You don’t need to be sure. You can just ring. The helplines are free.", "999": "In danger? Call 999", "call": "Call", "text": "Text", "text how": "Text {word} to {phone}",
  "duty": "Your duty team", "out of hours": "Nights and weekends", "team": "Your team", "council unknown": "Your council’s own numbers show here once you’ve had signal.",
  "feel bad": "I feel really bad", "nowhere safe": "I’ve nowhere safe tonight", "hurting": "Someone is hurting or using me", "my side": "I need someone on my side",
  "help kept": "This page is saved on your phone. It opens with no data. Calls and texts still show in your phone’s call list.",
});
