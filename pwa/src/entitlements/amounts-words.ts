import { table } from "../shared/intl";

/** Sums of money in words. */
export const t = table({
  "exact once": "{sum}", "exact week": "{sum} a week", "exact month": "{sum} a month", "exact term": "{sum} a term", "exact year": "{sum} a year", "exact parts": { one: "{sum}", other: "{sum} in {n} parts" },
  "up_to once": "Up to {sum}", "up_to week": "Up to {sum} a week", "up_to month": "Up to {sum} a month", "up_to term": "Up to {sum} a term", "up_to year": "Up to {sum} a year", "up_to parts": { one: "Up to {sum}", other: "Up to {sum} in {n} parts" },
  "at_least once": "{sum} or more", "at_least week": "{sum} or more a week", "at_least month": "{sum} or more a month", "at_least term": "{sum} or more a term", "at_least year": "{sum} or more a year", "at_least parts": { one: "{sum} or more", other: "{sum} or more in {n} parts" },
  "percent": "{n}% of it",
  "hours once": { one: "{n} hour", other: "{n} hours" }, "hours week": { one: "{n} hour a week", other: "{n} hours a week" }, "hours month": { one: "{n} hour a month", other: "{n} hours a month" }, "hours term": { one: "{n} hour a term", other: "{n} hours a term" }, "hours year": { one: "{n} hour a year", other: "{n} hours a year" },
  "not_published": "The sum isn’t published",
  "loan": "You pay it back.", "not a loan": "You don’t pay it back.",
  "pot left": "You have {left} left", "left of": "left of {total}", "pot said": "{spent} spent, {left} left", "pot waiting": "You asked for {sum} more. It isn’t taken off yet.",
  "part": "{when}: {sum}",
});
