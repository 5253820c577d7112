import type { Narrow, Schemas } from "../shared/api";
import { http } from "../shared/http";

export type Shows = "private" | "first_names" | "none";
/** Times are HH:MM:SS in London; `text_to_ends` is empty where no texts go out. */
export type Settings = Narrow<Schemas["Settings"], { shows: Shows }>;
/** What changes; what is left out stays. */
export type Change = Schemas["SettingsIn"];
export type PushKey = Schemas["PushKey"];
export type Address = Schemas["SubscriptionIn"];

const NOTICES = "/api/notices";

export const fetchSettings = (): Promise<Settings> => http.get(`${NOTICES}/settings`);
export const changeSettings = (what: Change): Promise<Settings> => http.patch<Settings>(`${NOTICES}/settings`, what);
export const fetchKey = (): Promise<PushKey> => http.get(`${NOTICES}/key`);
export const sendAddress = (address: Address): Promise<unknown> => http.post(`${NOTICES}/subscription`, address);
export const takeAddressBack = (endpoint: string): Promise<void> => http.post(`${NOTICES}/subscription/off`, { endpoint });
export const sendTest = (): Promise<Schemas["TestSent"]> => http.post(`${NOTICES}/test`);
export const answerTest = (came: boolean): Promise<void> => http.post(`${NOTICES}/test/answer`, { came });
export const openNotice = (id: string): Promise<Schemas["Opens"]> => http.post(`${NOTICES}/${encodeURIComponent(id)}/opened`);
