import type { ComponentChildren } from "preact";
import { day, daysBetween, today } from "../shared/intl";
import { Row } from "../shared/ui";
import type { NearPaper } from "./api";
import { near } from "./near-store";
import { t } from "./near-words";

/** Days within which something that is theirs belongs on Today. */
const SOON = 28;

/** The day by which their part is due. */
export const dueOn = (one: NearPaper): string | null => one.next_by ?? one.have_by;

/** Those that are due within four weeks, or past their day; and one that is not named here, whose day is not told. */
export const dueSoon = (all: readonly NearPaper[], now: string): NearPaper[] => all.filter((one) => one.unnamed || (dueOn(one) !== null && daysBetween(now, dueOn(one)!) <= SOON));

/** Their papers on Today: only what is theirs to do within four weeks; and the one that is not named, as long as it is their turn. */
export function paperRows(): ComponentChildren[] {
  const now = today();
  return dueSoon(near.value?.papers ?? [], now).map((one) => {
    if (one.unnamed) return <Row key={one.kind} href="/me/documents" stop="you" title={t("unnamed")} sub={t("unnamed sub")} />;
    const due = dueOn(one)!, sub = one.asked ? t("question") : t(due < now ? "was for" : "by", { what: one.next_what, day: day(due, now) });
    return <Row key={one.kind} href={`/me/documents/${one.kind}`} stop="you" title={one.title} sub={sub} />;
  });
}

/** The way to all of them, with how many are with them. */
export function PapersRow() {
  const of = near.value;
  return <Row href="/me/documents" icon="id-card" title={t("row")} sub={of ? t("row sub", { held: of.held, of: of.of }) : t("row sub bare")} />;
}
