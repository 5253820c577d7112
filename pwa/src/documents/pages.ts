/** Everything under My documents, in one file. */
export { DocumentsPage } from "./page";
export { PaperPage } from "./paper";
