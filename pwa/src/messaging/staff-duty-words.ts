import { table } from "../shared/intl";

/** Being away, covering, and handing over. */
export const t = table({
  "away": "When you are away", "away lead": "Set it once. Your young people see it, and your cover answers.", "from": "First day away", "until": "Last day away", "cover": "Who covers", "choose": "Choose a colleague", "colleague": "{name}, {team}", "save": "Set it",
  "from missing": "Choose the first day.", "until missing": "Choose the last day.", "until early": "The last day comes before the first.", "past": "That day has gone.", "cover missing": "Choose who covers.",
  "away now": "You are away until {until}.", "away soon": "You are away from {from} until {until}.", "cover is": "{cover} reads and answers.", "end now": "I’m back now", "end soon": "Don’t go away", "ended": "Done. You read and answer again.", "set": "Set. Your young people see it.",
  "covering": "You cover for", "covering none": "You cover for nobody right now.", "covering until": "Until {date}", "covering from": "From {from} until {until}", "no one to cover": "There is no colleague who could cover. Ask your manager.",
  "hand overs": "Hand-over", "hand overs lead": "The thread and open promises of each young person.", "hand overs none": "No young people to hand over.", "all hand overs": { one: "Show {n} young person", other: "Show all {n} young people" },
  "title": "Hand-over: {name}", "lead": "What a cover or a new adviser needs to know.", "messages": "Messages with {name}", "standing": "Where it stands",
  "waiting": "Waiting", "waits": "Since {when}", "waits not": "Nobody waits for an answer.", "reply by": "Answer promised", "spoke": "Last spoke", "spoke never": "Not yet", "count": "Messages in 30 days", "unfiled": "Not in a case note", "adviser": "Adviser", "adviser since": "{name}, since {date}", "earlier": "Before", "covers": "Cover", "nobody": "No one yet",
  "unanswered": "Not answered yet", "open thread": "Open the thread", "back": "Duty", "print": "Print",
  "failed": "That didn’t work. Try again.", "clash": "Someone is set to cover in those days already.", "no signal": "No signal. Nothing has changed. Try again.", "gone": "We can’t find that", "gone how": "It may not be yours to see, or it has moved.",
});
