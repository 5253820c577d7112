import { table } from "../shared/intl";

/** Messages, as those who work with a young person see them. */
export const t = table({
  "title": "Messages", "lead": { one: "{n} person waits for an answer.", other: "{n} people wait for an answer." }, "lead none": "Nobody waits for an answer.",
  "list": "People you write with", "waiting": "Waiting for you ({count})", "others": "Everyone else ({count})", "nobody": "No one to write with yet", "nobody how": "Young people show here when they are linked to you.",
  "all answered": "Everyone has an answer.", "waiting since": "Waiting since {when}", "new": { one: "{n} new", other: "{n} new" },
  "reply by": "Reply by {day}", "reply today": "Reply today", "late": { one: "{n} day late", other: "{n} days late" }, "late today": "Late today",
  "ours": "{name}: {words}", "you": "You", "day time": "{day}, {time}", "no words": "Nothing written yet", "cover": "You cover",
  "push not": "Push does not reach this phone", "push none": "Push is not set up", "push off": "Push is off", "push reaches": "Push reaches this phone",
  "choose one": "Choose a person", "choose one how": "Their messages show here.",

  "keys": "Keys", "key move": "move", "key open": "opens", "key reply": "reply", "key send": "sends", "key done": "nothing to answer", "key next": "next waiting", "key note": "case note", "keys off": "Turn keys off", "keys on": "Turn keys on", "keys are off": "Single keys are off.",

  "back": "All messages", "messages with": "Messages with {name}", "older": "Show older", "start": "This is where it starts.", "today": "Today", "new from here": "New",
  "empty": "You and {name} have not written yet.", "empty how": "Say hello. {name} sees who can read it first.",
  "at": "{author}, {time}", "written": "{author}, written {written}, sent {sent}", "sent": "Sent", "delivered": "Got to {name}’s phone", "read": "Read", "filed": "In a case note",
  "about": "About: {words}", "about off": "Don’t write about this", "said": "{name} wrote: {words}", "said file": "{name} sent a file.",
  "sending": "Sending", "failed": "Didn’t send.", "refused": "The server said no to this one.", "again": "Try again", "edit": "Change it",
  "photo": "Photo", "photo of": "Photo from {name}", "photo big": "See it bigger", "close": "Close", "file failed": "That file didn’t come. Try again.", "pdf": "Document", "pdf get": "PDF, {size}. Get it", "voice short": "Voice note", "kb": "{n} KB", "mb": "{n} MB",

  "write": "Write to {name}", "attach": "Add a photo or PDF", "speak": "Record a voice note", "recording": "Recording started", "send": "Send", "too big": "That file is too big. 10 MB is the most.", "wrong kind": "Choose a photo or a PDF.", "photo wrong": "That photo can’t be read. Choose another.",
  "mic no": "This browser didn’t let us use the microphone. You can allow it in its settings.", "mic none": "There is no microphone here.", "mic cannot": "This browser can’t record. You can type instead.", "mic fault": "That didn’t record. Try again.",
  "over": { one: "{n} letter too many", other: "{n} letters too many" }, "left": { one: "{n} letter left", other: "{n} letters left" },
  "who reads": "You read this, and whoever covers for you. A manager needs a reason, and {name} is told.", "who reads nurse": "Only you and {name} read this.",
  "night": "It is {time}. Their phone may stay quiet at night.", "told": "{name} has read that.", "not told": "{name} has not read that yet.",
  "sent to": "Sent to {name}.", "sent next": "Sent to {name}. Press N for the next.", "nothing": "Nothing to answer", "nothing done": "Done. {name} no longer waits.", "waits": "{name} waits since {when}.",
  "from": "From {date}: you cover. Earlier messages stay with {name}’s adviser.", "away": "{who} is away until {date}. {cover} reads and answers.", "away you": "You are away until {date}. {cover} reads and answers.", "you read": "{who} is away until {date}. You read and answer.",
  "note": "Case note", "note make": { one: "Make a note of {n} message", other: "Make a note of {n} messages" }, "note none": "Choose at least one", "note choose": "Put in the note: {words}", "note all": "All", "note no one": "None", "cancel": "Not now",
  "note done": "The case note", "note how": "Paste it into the case system. What is in it is marked.", "note text": "Text of the note", "copy": "Copy", "copied": "Copied.", "copy hand": "Copying is off here. Press Ctrl+C.", "csv": "Save as CSV", "csv file": "case-note-{date}.csv", "csv done": "The file is in your downloads.",
  "hand over": "Hand-over", "no signal": "No signal. Nothing is lost. Try again.", "failed all": "That didn’t work. Try again.", "gone": "We can’t find that", "gone how": "It may not be yours to see, or it has moved.",
});
