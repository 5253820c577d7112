import { table } from "../shared/intl";

/** What Today and My stuff say about their papers. */
export const t = table({ "row": "My documents", "row sub": "{held} of {of} with you", "row sub bare": "The papers you need as an adult", "by": "{what}, by {day}", "was for": "{what}. It was for {day}", "question": "Do you have it?", "unnamed": "One of your papers needs you", "unnamed sub": "See My documents." });
