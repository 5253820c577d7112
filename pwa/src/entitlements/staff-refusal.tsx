import { NoSignal, Problem } from "../shared/http";
import { Fault } from "../shared/ui";
import { t } from "./staff-claims-words";

/** What to say of a refusal; what changed meanwhile is said as such. */
export const failed = (fault: unknown): string => fault instanceof NoSignal ? t("no signal") : fault instanceof Problem && fault.type === "second-person" ? t("second") : fault instanceof Problem && fault.status === 409 ? t("changed") : t("failed");

/** A refusal beside the button that was pressed. */
export const Refusal = ({ fault }: { fault: unknown }) => fault ? <Fault>{failed(fault)}</Fault> : null;
