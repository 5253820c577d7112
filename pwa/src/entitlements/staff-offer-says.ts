import { NoSignal, Problem } from "../shared/http";
import { t } from "./staff-offer-words";

/** What to say of a refusal about the offer. */
export function says(fault: unknown): string {
  if (fault instanceof NoSignal) return t("no signal");
  if (!(fault instanceof Problem)) return t("failed");
  if (fault.type === "second-person") return t("refused second");
  if (fault.type === "faulty-lines") return t("refused wrong");
  if (fault.type === "draft-changed") return t("changed meanwhile");
  const detail = fault.body["detail"];
  return fault.status < 500 && typeof detail === "string" && detail ? detail : t("failed");
}
