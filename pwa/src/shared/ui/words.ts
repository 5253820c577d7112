import { table } from "../intl";

export const t = table({
  "help": "Help", "exit": "Exit", "exit label": "Exit: hide Onward now", "main": "Main", "back": "Back",
  "skip": "Skip to what matters now",
  "offline": "You’re offline.", "offline kept": "You’re offline. Saved {when}.", "back locked": "You’re online again. Unlock to send and see what’s new.", "unlock": "Unlock",
  "tab today": "Today", "tab plan": "Plan", "tab messages": "Messages", "unread": "Unread: ", "tab rights": "Rights", "tab stuff": "My stuff",
  "waiting": { one: "1 thing you wrote will send when you’re back online.", other: "{n} things you wrote will send when you’re back online." },
  "waiting here": { one: "1 thing isn’t sent yet. Stay here: nothing is saved on this phone.", other: "{n} things aren’t sent yet. Stay here: nothing is saved on this phone." },
  "send now": "Send now", "refused": "Something you wrote didn’t send. It may have changed since then.", "let go": "OK, take it away",
  "newer": "A newer Onward is ready.", "newer go": "Open it",
  "day": "Day", "month": "Month", "year": "Year", "if you want": "(if you want)",
  "try again": "Try again", "error": "That’s not loading", "error why": "It’s us, not you. Nothing you wrote is lost.", "error help": "Need help now? That page still works",
  "no signal": "You’re offline", "no signal why": "This part needs signal. Try again when you have some.",
  "loading": "Getting it",
});
