/** What stands before their pages: the lock, and a phone that nobody joined. */
export { Unlock } from "../identity/unlock";
export { Welcome } from "./welcome";
