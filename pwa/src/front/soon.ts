import type { ComponentChildren } from "preact";
import { paperRows } from "../documents/near";
import { loadNear as loadPapers } from "../documents/near-store";
import { loadNear as loadRights } from "../entitlements/near";
import { claimRows } from "../entitlements/near-rows";

/** What Today shows of their rights and papers, in one file. */
export { EndsSoon } from "../entitlements/near-rows";

/** Asks for both. */
export const loadNear = async (): Promise<void> => { await Promise.all([loadRights(), loadPapers()]); };

/** What of it waits for them. */
export const soonRows = (): ComponentChildren[] => [...claimRows(), ...paperRows()];
