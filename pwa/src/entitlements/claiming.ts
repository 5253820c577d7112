/** Asking for something, one claim, and what they told us, in one file. The worker does not keep it: none of it works without signal. */
export { AskPage } from "./ask-form";
export { ClaimPage } from "./claim";
export { MePage } from "./me";
