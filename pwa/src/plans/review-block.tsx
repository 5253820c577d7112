import type { MyPlan } from "../shared/api";
import { by, day, dayTime, opening, today } from "../shared/intl";
import { Button, Fault, useBusy } from "../shared/ui";
import { sendComing } from "./api";
import { reviewSaying } from "./reading";
import { load } from "./store";
import { named, t } from "./near-words";

/** "With Dan at Mill Lane Café." from whatever of it is known. Their adviser has a first name here. */
export function reviewPlace({ review, adviser }: MyPlan): string {
  const name = adviser?.name === review.with_name ? adviser.given_name : review.with_name;
  if (name && review.place) return t("review with", { name, place: review.place });
  return name ? t("review with only", { name }) : review.place ? t("review at only", { place: review.place }) : "";
}

/** The heading, the date and one sentence about the next review: the same on Today and on its own page. */
export function reviewWords(plan: MyPlan, now: string): { head: string; when: string; line: string; at: string | null } {
  const { review } = plan, name = plan.adviser?.given_name, due = review.due_on;
  switch (reviewSaying(review, now)) {
    case "set": case "coming": case "changing": return { head: t("review"), when: dayTime(review.at!, now), line: reviewPlace(plan), at: review.at };
    case "asked": return { head: t("review asked"), when: due ? opening(by(due, now)) : "", line: named("review asked who", name), at: due };
    case "late": return { head: t("review late"), when: "", line: named("review late who", name, { day: day(due!, now) }), at: null };
    case "due": return { head: t("review due"), when: opening(by(due!, now)), line: named("review due who", name), at: due };
    default: return { head: t("review none"), when: "", line: "", at: null };
  }
}

/** What they said about it, or that it still waits to be sent. */
export function reviewSaid(plan: MyPlan, waits: boolean): string {
  const said = reviewSaying(plan.review, today());
  return said === "coming" ? t("said coming") + (waits ? ` ${t("waits")}` : "") : said === "changing" ? (waits ? t("waits") : named("said change", plan.adviser?.given_name)) : "";
}

/** "I'll be there", in one tap. */
export function ComingButton({ kind, icon }: { kind?: "sun"; icon?: "check" }) {
  const { busy, fault: wrong, run } = useBusy();
  return (
    <><Button {...(kind ? { kind } : {})} {...(icon ? { icon } : {})} busy={busy} onClick={() => run(async () => { if (await sendComing()) await load(); })}>{t("coming")}</Button>{wrong !== undefined && <Fault>{t("review fault")}</Fault>}</>
  );
}
