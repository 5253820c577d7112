import { NoSignal } from "../shared/http";
import { t } from "./staff-words";

/** Why a save did not work, in words. */
export const says = (fault: unknown): string => t(fault instanceof NoSignal ? "no signal" : "failed");
