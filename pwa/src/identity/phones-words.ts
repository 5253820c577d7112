import { table } from "../shared/intl";

/** The list of phones. */
export const t = table({
  "stuff back": "My stuff", "phones": "My phones", "phones lead": "These can open your Onward with your PIN, finger or face.", "this phone": "This phone", "joined": "Added {day} by {name}", "joined alone": "Added {day}", "used": "Last used {when}", "not used": "Not used yet", "pin way": "PIN", "passkey way": "Fingerprint or face",
  "only you use": "Only you use it. Your plan opens without signal.", "others use": "Others use it. Nothing is saved on it.", "others change": "Is that wrong? Remove this phone and add it again.",
  "remove": "Remove", "remove about": "Remove {label}", "remove all": "Remove all my phones", "remove ask": "Remove {label}?", "remove this lead": "It forgets everything. You need a new code from your adviser to come back.", "remove other lead": "It can’t open your Onward any more. Adding it again needs a new code.", "remove all ask": "Remove all your phones?", "remove all lead": "This one too. You need a new code from your adviser to come back.", "remove yes": "Remove it", "remove all yes": "Remove them all", "keep": "Keep it", "keep all": "Keep them", "removed": "Removed. It can’t open anything now.", "remove fault": "That didn’t work. Try again.", "fresh": "Lock, unlock again, then remove it within 5 minutes.", "phones loading": "Getting your phones",
});
