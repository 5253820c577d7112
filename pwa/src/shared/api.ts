import type { components } from "./api-types";

export type Schemas = components["schemas"];

/** The server's type with some fields narrowed. Does not compile when the server has no such field, or one of another kind. */
export type Narrow<T, N extends { [K in keyof N]: K extends keyof T ? N[K] extends T[K] ? unknown : never : never }> = Omit<T, keyof N> & N;

export type Kind = "" | "young_person" | "adviser" | "manager" | "nurse" | "admin" | "auditor" | "overseer";
export type Way = "pin" | "passkey";
export type PartCode = "home" | "learning" | "health" | "money" | "people" | "skills" | "identity" | "plan_b";
export type Answer = "agree" | "partly" | "disagree" | "not_now";
export type Status = "to_do" | "going" | "done" | "did_not_happen";

export type Named = Schemas["Named"];
export type Me = Narrow<Schemas["Me"], { kind: Kind }>;
export type PhoneNews = Schemas["PhoneNews"];
export type Joining = Schemas["JoiningNow"];

/** The council's own numbers: public words. */
export type CouncilHelp = Schemas["CouncilNumbers"];

export type Matter = Schemas["MatterOut"];
export type Action = Narrow<Schemas["MyAction"], { status: Status }>;
export type Part = Narrow<Schemas["MyPart"], { code: PartCode; actions: Action[] }>;
export type Version = Narrow<Schemas["Version"], { answer: Answer | null; parts: Part[] }>;
export type Review = Narrow<Schemas["Review"], { why: "routine" | "asked" | "new_home" | "first"; answer: "coming" | "change" | null }>;
export type MyPlan = Narrow<Schemas["MyPlan"], { version: Version | null; review: Review }>;

export type Phone = Schemas["Phone"];
export type Look = Schemas["Look"];
export type MyStatus = Schemas["MyStatus"];
export type Team = Schemas["MyTeam"];
