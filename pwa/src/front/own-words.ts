import { table } from "../shared/intl";

/** My stuff, how it looks, and signing out. */
export const t = table({
  "stuff": "My stuff", "my team": "My team", "status": "What you get, and why", "status sub": "In plain words", "looked": "Who has looked", "looked sub": "Everyone who opened something of yours", "phones": "My phones", "phones sub": "See them, or remove one",
  "notices": "Notifications", "notices sub": "What shows, when, and a test",
  "look": "Text size and dark mode", "colours": "Light or dark", "theme auto": "Same as your phone", "theme light": "Light", "theme dark": "Dark", "text size": "Text size", "text normal": "Same as your phone", "text big": "Big", "text bigger": "Bigger",
  "lock now": "Lock now", "sign out": "Sign out", "stuff away": "Phones and who has looked need signal.",
  "out ask": { one: "1 thing you wrote isn’t sent", other: "{n} things you wrote aren’t sent" }, "out lead": "If you sign out now, it’s gone.", "out stay": "Stay", "out go": "Sign out anyway",
});
