/** The plan's own pages, in one file. */
export { AnswerPage } from "./answer";
export { PlanPage } from "./page";
export { PartPage } from "./part";
export { ReviewPage } from "./review";
