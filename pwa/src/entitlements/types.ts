import type { Schemas } from "../shared/api";

export type Amount = Schemas["Amount"];
export type Pot = Schemas["Pot"];
export type Standing = Schemas["MyRight"]["standing"];

/** One right in public words, and the list of the marks of all of them. */
export type PackRight = Schemas["PackRight"];
export type PackList = Schemas["PackList"];
export type PackRights = Schemas["PackRights"];
export type Topic = PackRight["topic"];
export type Offered = PackRight["offered"];
