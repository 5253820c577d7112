import { table } from "../shared/intl";

/** What happened to their other phones. */
export const t = table({
  "news joined": "{label} was added to your phones, {when}. Was it you?", "news out": "{label} was thrown out after 10 wrong PINs, {when}.", "news see": "See my phones", "news read": "OK",
});
