import { table } from "../shared/intl";

/** The lock. */
export const t = table({
  "unlock": "Unlock Onward", "unlock pin": "Type your 6-number PIN.", "unlock passkey": "Use your fingerprint, your face or your phone’s lock.", "typed": "{n} of 6 numbers typed", "delete": "Delete", "use passkey": "Use fingerprint or face", "use passkey long": "Unlock with fingerprint or face",
  "forgot": "I forgot my PIN", "forgot how": "Ask your adviser to add this phone again. It takes one scan.",
  "wrong": { one: "That PIN doesn’t match. 1 try left.", other: "That PIN doesn’t match. {n} tries left." }, "wait": { one: "Wait 1 second, then try again.", other: "Wait {n} seconds, then try again." }, "turned away": "That didn’t work. Try again, or use your PIN.", "turned away only": "That didn’t work. Try again.",
  "out": "Too many wrong PINs", "out how": "This phone can’t open Onward any more. Ask your adviser to add it again.", "out go": "OK", "unlock fault": "That’s not working. It’s us, not you. Try again.", "unlock away": "You’re offline. You need signal to unlock.",
  "again": "Type your PIN to open this", "again passkey": "Unlock to open this", "again not": "Not now",
  "come back": "I’ve used Onward before", "come back fault": "That didn’t work. Ask your adviser for a new code.",
});
