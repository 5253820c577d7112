/** A sum as it is typed: "540" or "12.50"; empty for none. Takes pence. */
export const typedPounds = (sum: number | null | undefined): string => sum === null || sum === undefined ? "" : sum % 100 ? (sum / 100).toFixed(2) : String(sum / 100);
