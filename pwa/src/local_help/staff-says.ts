import { NoSignal, Problem } from "../shared/http";
import { t } from "./staff-words";

/** Why it did not work. The server says what is wrong with what was typed in words of its own. */
export function says(fault: unknown): string {
  if (fault instanceof NoSignal) return t("no signal");
  const detail = fault instanceof Problem && [400, 409].includes(fault.status) ? fault.body["detail"] : undefined;
  return typeof detail === "string" && detail ? detail : t("failed");
}
