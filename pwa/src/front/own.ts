/** Everything under My stuff, in one file. */
export { PhonesPage } from "../identity/phones";
export { LookedPage } from "../people/looked";
export { StatusPage } from "../people/status";
export { LookPage, StuffPage } from "./stuff";
