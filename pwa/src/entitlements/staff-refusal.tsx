import { NoSignal, Problem } from "../shared/http";
import { Fault } from "../shared/ui";
import { t } from "./staff-claims-words";

/** What to say of a refusal: the server's own words where it says what to do, and what changed meanwhile as such. */
export function failed(fault: unknown): string {
  if (fault instanceof NoSignal) return t("no signal");
  if (!(fault instanceof Problem)) return t("failed");
  const detail = fault.body["detail"], says = typeof detail === "string" && detail;
  if (fault.type === "second-person") return says || t("second");
  return fault.status === 409 ? t("changed") : (fault.status === 400 && says) || t("failed");
}

/** A refusal beside the button that was pressed. */
export const Refusal = ({ fault }: { fault: unknown }) => fault ? <Fault>{failed(fault)}</Fault> : null;
