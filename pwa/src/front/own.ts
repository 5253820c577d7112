/** My stuff and how it looks, in one file. */
export { LookPage, StuffPage } from "./stuff";
