import type { Me, Schemas } from "../shared/api";
import { http } from "../shared/http";
import type { CreateJson, CredentialJson, GetJson } from "./passkey";

export type SecondNeeded = Schemas["SecondNeeded"];
export type Totp = Schemas["NewTotp"];
export type StaffPasskey = Schemas["StaffPasskey"];
export type PersonPhone = Schemas["StaffPhone"];
export type PersonPhones = Schemas["StaffPhones"];

export type NewJoining = Schemas["NewCode"];
export type JoiningNow = Schemas["CodeState"];
export type JoiningState = JoiningNow["state"];
export type WaitingJoining = Schemas["WaitingJoining"];

const person = (id: string): string => `/api/people/${encodeURIComponent(id)}`;

export const api = {
  signIn: (email: string, password: string) => http.post<SecondNeeded>("/api/staff/sign-in", { email, password }),
  second: (ticket: string, code: string) => http.post<Me>("/api/staff/second", { ticket, code }),
  passkeyOptions: (ticket: string) => http.post<GetJson>("/api/staff/second/passkey/options", { ticket }),
  passkey: (ticket: string, credential: CredentialJson) => http.post<Me>("/api/staff/second/passkey", { ticket, credential }),

  openSetUp: (secret: string) => http.post<Schemas["SetUpFor"]>("/api/staff/set-up/open", { secret }),
  totp: (secret: string) => http.post<Totp>("/api/staff/set-up/totp", { secret }),
  setUp: (secret: string, password: string, code: string) => http.post<Me>("/api/staff/set-up", { secret, password, code }),

  passkeys: () => http.get<Schemas["StaffPasskeys"]>("/api/staff/passkeys"),
  newPasskeyOptions: () => http.post<CreateJson>("/api/staff/passkeys/options"),
  addPasskey: (credential: CredentialJson) => http.post("/api/staff/passkeys", { credential }),
  removePasskey: (id: string) => http.remove(`/api/staff/passkeys/${encodeURIComponent(id)}`),

  phones: (id: string) => http.get<PersonPhones>(`${person(id)}/phones`),
  removePhone: (id: string, phone: string) => http.remove(`${person(id)}/phones/${encodeURIComponent(phone)}`),
  freeze: (id: string) => http.post(`${person(id)}/freeze`),
  unfreeze: (id: string) => http.post(`${person(id)}/unfreeze`),

  startJoining: (id: string, remote: boolean) => http.post<NewJoining>(`${person(id)}/joining`, { remote }),
  joining: (id: string) => http.get<JoiningNow>(`${person(id)}/joining`, { patience: 5_000 }),
  confirm: (id: string, yes: boolean) => http.post(`${person(id)}/joining/confirm`, { yes }),
  waiting: () => http.get<Schemas["WaitingJoinings"]>("/api/joinings/waiting"),
  approve: (id: string, yes: boolean) => http.post(`/api/joinings/${encodeURIComponent(id)}/approve`, { yes }),
};
