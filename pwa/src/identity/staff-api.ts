import type { Me } from "../shared/api";
import { http } from "../shared/http";
import type { CreateJson, CredentialJson, GetJson } from "./passkey";

export type Next = "totp" | "passkey" | "either";
export type Totp = { uri: string; svg: string; typed: string };
export type StaffPasskey = { id: string; label: string; made_at: string; last_used_at: string | null; backed_up: boolean };
export type PersonPhone = { id: string; label: string; joined_at: string; joined_by: string; joined_how: string; removed_at: string | null; removed_why: string | null };
export type PersonPhones = { phones: PersonPhone[]; frozen_since: string | null };

export type NewJoining = { id: string; link: string; svg: string; expires_at: string; spoken: string | null };
export type JoiningState = "none" | "open" | "taken" | "birthday_ok" | "needs_manager" | "confirmed" | "ended" | "done";
export type JoiningNow = { state: JoiningState; phone_label: string | null; expires_at: string | null };
export type WaitingJoining = { id: string; young_person: string; name: string; adviser: string; phone_label: string; asked_at: string };

const person = (id: string): string => `/api/people/${encodeURIComponent(id)}`;

export const api = {
  signIn: (email: string, password: string) => http.post<{ next: Next; ticket: string }>("/api/staff/sign-in", { email, password }),
  second: (ticket: string, code: string) => http.post<Me>("/api/staff/second", { ticket, code }),
  passkeyOptions: (ticket: string) => http.post<GetJson>("/api/staff/second/passkey/options", { ticket }),
  passkey: (ticket: string, credential: CredentialJson) => http.post<Me>("/api/staff/second/passkey", { ticket, credential }),

  openSetUp: (secret: string) => http.post<{ name: string; email: string; has_password: boolean }>("/api/staff/set-up/open", { secret }),
  totp: (secret: string) => http.post<Totp>("/api/staff/set-up/totp", { secret }),
  setUp: (secret: string, password: string, code: string) => http.post<Me>("/api/staff/set-up", { secret, password, code }),

  passkeys: () => http.get<{ passkeys: StaffPasskey[] }>("/api/staff/passkeys"),
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
  waiting: () => http.get<{ joinings: WaitingJoining[] }>("/api/joinings/waiting"),
  approve: (id: string, yes: boolean) => http.post(`/api/joinings/${encodeURIComponent(id)}/approve`, { yes }),
};
