import type { Claim } from "./api";
import { t } from "./claim-words";

/** Why it was refused: the reason that was picked, then what was written. */
export const reasonWords = (c: Claim): string => {
  const code = (["already_had", "not_for_this", "over_the_limit", "not_enough_told", "other_money", "not_offered"] as const).find((one) => one === c.reason_code);
  return [code ? t(`reason ${code}`) : "", c.reason].filter(Boolean).join(" ");
};
