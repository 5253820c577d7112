import { table } from "../shared/intl";

/** What a phone that nobody joined says. */
export const t = table({
  "welcome": "Hello", "welcome how": "Ask your adviser to add this phone. They show you a code to scan.",
  "welcome help": "Help now",
  "welcome demo": "Look round the demo", "welcome staff": "Staff sign in",
});
