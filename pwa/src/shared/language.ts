import { LOCALE } from "./intl";

const names = new Intl.DisplayNames(LOCALE, { type: "language" });

/** "Arabic" for "ar"; what is no language code is shown as it came. */
export const languageName = (code: string): string => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code) ? names.of(code) ?? code : code;
