import { Problem } from "../shared/http";
import type { OwnServiceIn, Service } from "./staff-api";

/** The form as it is typed. `revision`: of the service as it stood when it was opened; null for a new one. */
export type Typed = Required<Omit<OwnServiceIn, "about" | "revision">> & { about: OwnServiceIn["about"] | ""; revision: number | null };
export type Missing = Partial<Record<"name" | "about" | "what" | "link" | "email" | "checked_on", true | "future">>;

/** The form for a service that is there, or an empty one. */
export function typedFrom(id: string, today: string, of?: Service): Typed {
  if (!of) return { id, about: "", name: "", what: "", who_for: "", address: "", phone: "", email: "", link: "", opens: "", cost: "", checked_on: today, revision: null };
  const { about, name, what, who_for, address, phone, email, link, opens, cost, revision } = of;
  return { id: of.id, about, name, what, who_for, address, phone, email, link, opens, cost, checked_on: today, revision };
}

/** What it still lacks. */
export function missing(typed: Typed, today: string): Missing {
  const lacks: Missing = {};
  if (typed.name.trim().length < 2) lacks.name = true;
  if (!typed.about) lacks.about = true;
  if (typed.what.trim().length < 2) lacks.what = true;
  if (typed.link.trim() && !/^https:\/\/[^\s/]+\.[^\s]+$/.test(typed.link.trim())) lacks.link = true;
  if (typed.email.trim() && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.email.trim())) lacks.email = true;
  if (!typed.checked_on) lacks.checked_on = true; else if (typed.checked_on > today) lacks.checked_on = "future";
  return lacks;
}

/** The form as the server takes it. */
export function serviceOf(typed: Typed): OwnServiceIn {
  const bare = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, typeof value === "string" ? value.trim() : value])) as Typed;
  return { ...bare, about: bare.about as OwnServiceIn["about"] };
}

export const SAID = ["name", "about", "what", "who_for", "address", "opens", "cost", "phone", "link", "email"] as const;

/** The service as somebody saved it meanwhile; null where it was taken away, undefined for any other fault. */
export function newerIn(fault: unknown): Service | null | undefined {
  return fault instanceof Problem && fault.status === 409 && "now" in fault.body ? fault.body["now"] as Service | null : undefined;
}

/** What somebody else made of it meanwhile: each field that is not as it is typed. */
export const theirs = (now: Service, typed: Typed): (typeof SAID)[number][] => SAID.filter((field) => now[field] !== typed[field].trim());

/** What is typed, on top of what somebody saved meanwhile: theirs wherever it is as it `was` when it was opened. */
export function onTop(typed: Typed, was: Service | undefined, now: Service | null): Typed {
  if (!now) return { ...typed, revision: null };
  const untouched = SAID.filter((field) => was && typed[field] === was[field]);
  return { ...typed, ...Object.fromEntries(untouched.map((field) => [field, now[field]])), revision: now.revision };
}
