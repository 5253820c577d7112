import { table } from "../shared/intl";

/** Bytes, as a phone bill says them. */
export const data = table({ "used": "Data used", "used none": "Less than 1 KB this month", "used kb": "{n} KB this month", "used mb": "{n} MB this month" });
