import { NoSignal } from "../shared/http";
import { t } from "./staff-rights-words";

/** What to say when it did not work. */
export const says = (fault: unknown): string => t(fault instanceof NoSignal ? "no signal" : "failed");
