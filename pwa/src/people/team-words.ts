import { table } from "../shared/intl";

/** Who works with them. Today says this too. */
export const t = table({
  "adviser": "Your adviser", "cover": "Covers until {day}", "cover open": "Covers for your adviser", "covering": "{name} is away. {cover} covers until {day}.", "covering open": "{name} is away. {cover} covers.", "manager": "Team manager", "nurse": "Nurse", "nobody": "You don’t have an adviser right now. The duty team is there for you.",
});
