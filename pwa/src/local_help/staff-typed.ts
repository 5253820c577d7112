import type { OwnServiceIn, Service } from "./staff-api";

export type Typed = Omit<OwnServiceIn, "about"> & { about: OwnServiceIn["about"] | "" };
export type Missing = Partial<Record<"name" | "about" | "what" | "link" | "email" | "checked_on", true | "future">>;

/** The form for a service that is there, or an empty one. */
export function typedFrom(id: string, today: string, of?: Service): Typed {
  if (!of) return { id, about: "", name: "", what: "", who_for: "", address: "", phone: "", email: "", link: "", opens: "", cost: "", checked_on: today };
  const { about, name, what, who_for, address, phone, email, link, opens, cost } = of;
  return { id: of.id, about, name, what, who_for, address, phone, email, link, opens, cost, checked_on: today };
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
  const bare = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim()])) as Typed;
  return { ...bare, about: bare.about as OwnServiceIn["about"] };
}
