/** The threads and what is said in them, in one file. */
export { MessagesPage, ThreadPage } from "./page";
