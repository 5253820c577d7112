import { table, twins } from "../shared/intl";

/** What Today says about their threads. */
const words = { "new": "New message", "something": "You have something to read.", "team": "Your team", "message": "Message {name}", "message nobody": "Message your team" };

export const t = table(words);
export const named = twins(words);
