import { table } from "../shared/intl";

/** Signing in, setting up and passkeys of staff. */
export const t = table({
  "sign in": "Staff sign in", "sign in lead": "For advisers, managers and nurses.", "email": "Work e-mail", "password": "Password", "show": "Show", "hide": "Hide", "carry on": "Carry on",
  "email missing": "Write your work e-mail.", "password missing": "Write your password.",
  "no match": "Those two don’t match what we hold. Check both and try again.",
  "too many": { one: "Too many tries. You can try again in {n} second.", other: "Too many tries. You can try again in {n} seconds." },
  "too many minutes": { one: "Too many tries. You can try again in {n} minute.", other: "Too many tries. You can try again in {n} minutes." },
  "busy": "It’s busy right now. Try again in a few seconds.", "no signal": "We can’t reach Onward. Check your signal and try again.", "fault": "That didn’t work. It’s us, not you. Try again.",
  "away": "You were away, so we signed you out. Sign in to go on.",
  "second": "One more step", "second totp": "Open your code app. Write the 6 numbers it shows for Onward.", "second passkey": "Use the passkey on this computer, phone or key.",
  "second either": "Write the 6 numbers from your code app, or use a passkey.",
  "code": "6-number code", "code short": "The code has 6 numbers.", "code wrong": "That code doesn’t match. Wait for the next one and try again.",
  "use passkey": "Use my passkey", "passkey stopped": "The passkey was stopped or isn’t for Onward. Try again.", "passkey none": "This browser can’t use passkeys. Use your code app.",
  "again": "Start again", "too long": "That took too long. Start again.",
  "first time": "First time here? Open the link your administrator gave you.",
  "set up": "Set up your sign-in", "set up lead": "The link works once. Do all three steps now.",
  "set up for": "This is for {name}, {email}.", "set up not me": "Not you? Close this page and tell your administrator.",
  "link none": "This link isn’t complete", "link none how": "Open the whole link you were given. Still stuck? Ask your administrator for a new one.",
  "link dead": "This link has ended", "link dead how": "It works once, for 24 hours. Ask your administrator for a new one.",
  "step password": "Choose a password", "password rule": "At least 15 letters, numbers or spaces. Three or four words you’ll remember work well. You can paste it.",
  "password short": { one: "{n} more letter is needed.", other: "{n} more letters are needed." }, "password long": "Use 128 letters at most.", "step same": "Your password", "password same": "Use the password you have.", "password other": "That isn’t the password we hold for you.",
  "step app": "Add a code app", "app how": "Open a code app on your work phone and scan this square.", "qr": "Square code to scan with your code app",
  "app typed": "Can’t scan? Type this key into the app:", "step code": "Write the code it shows", "app code": "6-number code from the app",
  "finish": "Finish and sign in",

  "me": "You", "me lead": "Your sign-in on Onward.", "name": "Name", "role": "Role", "council": "Council", "sign out": "Sign out",
  "lock rule": { one: "We sign you out after {n} minute without a tap or a key.", other: "We sign you out after {n} minutes without a tap or a key." },
  "passkeys": "Passkeys", "passkeys how": "A passkey is your face, finger or PIN on this device. It stands in for the 6-number code.",
  "passkeys none": "You have no passkey yet.", "passkey add": "Add a passkey", "passkey added": "Passkey added.", "passkey on": "Added {date}", "passkey used": "Added {date}, last used {used}",
  "passkey remove": "Remove", "passkey removed": "Passkey removed.", "passkey remove what": "Remove passkey {label}",
  "role adviser": "Personal adviser", "role manager": "Team manager", "role nurse": "Nurse", "role admin": "Administrator", "role auditor": "Auditor", "role overseer": "Senior manager", "role young_person": "Young person", "role ": "",
});
