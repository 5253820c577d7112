import { table } from "../shared/intl";

/** The plan and its review on a young person's page. */
export const t = table({
  "plan": "Plan", "open": "Open the plan", "write": "Write the plan", "start": "Start the first plan", "version": "Plan {number}", "version draft": "Plan {number}. Draft {draft} is being written.", "draft only": "Draft {number} is being written.",
  "none": "{name} has no plan yet.", "stops": "Where the plan stands",
  "written": "Written", "shared": "Shared", "delivered": "Delivered", "opened": "Opened", "understood": "Understood",
  "not yet": "Not yet",
  "said agree": "{name} agrees", "said partly": "{name} agrees in part", "said disagree": "{name} doesn’t agree", "said not_now": "{name} said not now",
  "said on": "{name}, {date}",
  "review": "Next review", "review due": "Due by {date}", "review due why": "Due by {date}. {why}", "review none": "No date yet.", "review at": "{date}", "review place": "{date}, at {place}",
  "why routine": "Every six months.", "why asked": "{name} asked for it.", "why new_home": "Because of a new home.", "why first": "The first one.",
  "coming": "{name} will be there.", "change": "{name} asked to change it.",
  "set": "Set a date", "set again": "Change the date", "set title": "When is the review?", "set lead": "{name} sees it on their phone at once.", "on": "Day", "at": "Time", "place": "Where", "place hint": "Somewhere {name} likes. For example, the café on Quay Street.",
  "save": "Save the date", "set done": "Saved. {name} sees it now.", "day missing": "Choose a day.", "day past": "That day has gone. Choose another.", "time missing": "Choose a time.", "place missing": "Write where you meet.",
  "held": "It was held", "held title": "When was the review held?", "held lead": "The next one is counted from this day.", "held done": "Saved. The next review is counted from that day.", "held wrong": "Choose the day it was held, not one before its date was set.",
  "moved": "New home", "moved title": "When did {name} move?", "moved lead": "After a new home, the review is due within 28 days.", "moved done": "Saved. The review is due within 28 days of that day.", "moved wrong": "Choose the day of the move.",
  "one day save": "Save", "day future": "That day hasn’t come yet.", "time past": "That time has gone. Choose another.",
  "promises": "Promised and still open", "promises none": "Nothing promised to {name} is open.", "no date": "No date",
  "cancel": "Not now", "failed": "That didn’t work. Nothing has changed. Try again.", "no signal": "No signal. Nothing has changed. Try again.", "late": { one: "{n} day late", other: "{n} days late" },
});
