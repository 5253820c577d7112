import { table } from "../shared/intl";

/** What Today says about their rights. */
export const t = table({
  "ends": "Ends soon", "all": "All your rights",
  "ends chip": { one: "Ends {day}, in {n} day", other: "Ends {day}, in {n} days" }, "ends today": "Ends today", "something ends": "Something ends soon", "something ends sub": "Open Rights to see what.", "something": "What you asked for",
  "came": "Did it come? {title}", "came sub": "Only you can say.", "answered": "Something new: {title}", "answered sub": "See where it stands.", "late": "Late: {title}", "late sub": "See why, and when.",
  "talk": "{name} says you talked about your rights on {day}. Did you?", "talk title": "Did you talk?", "talk fault": "That didn’t send. Try again.", "yes": "Yes, we did", "no": "No, we didn’t",
});
