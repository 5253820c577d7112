import { table } from "../shared/intl";

/** The demo page: it must be plain that nothing here is real. */
export const t = table({
  "title": "This is a demo", "lead": "Every person, place and plan here is made up. Nothing you do reaches anyone real.", "pick": "Who do you want to be?", "pick how": "Tap a person to see what they see. No password is needed.",
  "young": "Young people", "staff": "People who work with them", "failed": "That didn’t work. Try again.", "no signal": "We can’t reach the demo. Check your signal and try again.",
  "pin": "A demo phone that has locked opens with the PIN {pin}.", "off": "There is no demo here", "off how": "This Onward is used for real.", "real": "Do not write anything real here. Others may see it.",
});
