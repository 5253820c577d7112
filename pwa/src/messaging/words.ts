import { table, twins } from "../shared/intl";

const words = {
  "messages": "Messages", "help": "Help", "loading": "Getting your messages", "to today": "Back to Today", "to list": "Back to your messages", "adviser": "Your adviser", "nurse": "Your nurse", "team": "Your team",
  "list lead": "Each person here reads only their own messages.", "unread": { one: "{n} new", other: "{n} new" }, "you said": "You: {words}", "nothing said": "No messages yet", "list private": "Tap to read",

  "log": "Messages", "today": "Today", "older": "Show earlier", "older fault": "That’s not loading. Try again.",
  "empty": "Say hello to {name}", "empty nobody": "Say hello to your team", "empty how": "Ask anything, or say how it’s going.",
  "away now": "{name} is away until {day}.", "away from": "{name} is away from {from} until {day}.", "away reads": "{name} will read your messages.", "away reads nobody": "Someone from the team will read your messages.", "away call": "Call the team",
  "away short": "{name} is away. {cover} reads this.", "away short nobody": "{name} is away. The team reads this.",
  "needs signal": "Your messages need signal. What you write now goes when you’re back online.", "stay": "Stay here until it’s sent. Nothing is saved on this phone.",
  "about": "About: {words}", "by at": "{name}, {time}", "new message": "New message", "you": "You", "said by": "{name} said", "said you": "You said",

  "sending": "Sending", "sent": "Sent", "delivered": "Got to {name}’s phone", "delivered nobody": "Got to their phone", "read": "Read", "read by": "Read by {name}",
  "waiting": "Will send when you’re back online", "failed": "Didn’t send.", "try again": "Try again", "file refused": "That file can’t be opened, so it didn’t send.", "gone": "You can’t send to this person right now.", "take away": "Take it away",

  "not for emergencies": "Not for emergencies. In danger?", "get help": "Get help now",
  "write": "Write", "write to": "Write to {name}", "write to nobody": "Write to your team", "message to": "Message to {name}", "message to nobody": "Message to your team", "send": "Send", "over": { one: "{n} letter too many", other: "{n} letters too many" }, "keep fault": "That didn’t save on your phone. Try again.",
  "about off": "Don’t ask about this", "add": "Add a photo, file or voice note", "add title": "What do you want to add?", "add photo": "Photo", "add photo sub": "Take one or pick one", "add pdf": "PDF file", "add pdf sub": "A letter or a form, up to 10 MB", "add voice": "Voice note", "add voice sub": "Up to 5 minutes", "close": "Close",
  "file off": "Take it off", "photo ready": "Photo, {size}", "getting ready": "Making it smaller", "photo bad": "That photo can’t be opened. Pick another one.", "pdf bad": "That’s not a PDF. Pick another file.", "pdf big": "That file is too big. It can be up to 10 MB.",
  "rec on": "Recording. {now} of {most}", "rec stop": "Stop", "rec off": "Delete", "rec said": "Recording started", "mic no": "Your phone didn’t let us use the microphone. You can turn it on in your phone’s settings.", "mic none": "We can’t find a microphone on this phone.", "mic cannot": "This phone can’t record here. You can type instead.", "mic fault": "That didn’t record. Try again.",

  "photo": "Photo from {name}", "photo yours": "Photo from you", "photo get": "Show the photo", "photo fault": "That photo isn’t loading.", "photo open": "See it bigger", "file fault": "That’s not loading. Try again.",
  "pdf": "PDF", "pdf here": "PDF, {size}", "pdf get": "PDF, {size}. Tap to get it", "pdf get shared": "PDF, {size}. Tap to save it on this phone", "pdf getting": "Getting it", "pdf got": "PDF, {size}. Saved on this phone",
  "voice": "Voice note", "play": "Play the voice note, {length}", "pause": "Stop the voice note", "voice fault": "This can’t be played here.",

  "told ask": "Before you write", "told lead": "It’s good to know where your words go.",
  "told who": "Who can read it", "told who one": "{names} can read what you write here.", "told who none": "Your leaving care team can read what you write here.", "told who more": "A manager needs a reason to read it, and you’d be told.",
  "told pass": "What we must pass on", "told pass how": "If you or someone else may get hurt, we must tell people who can help. Keeping people safe is our job.", "told pass first": "We try to talk to you first.",
  "told kept": "It is kept", "told kept how": "What you write stays on your record. You can ask to see it.",
  "told ok": "OK", "and": "{some} and {last}",
};

export const t = table(words);
export const named = twins(words);
