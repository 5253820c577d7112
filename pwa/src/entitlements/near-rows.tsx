import { daysBetween, plainDay, today } from "../shared/intl";
import type { ComponentChildren } from "preact";
import { Button, Chip, Fault, Row, Rows, Section, useBusy } from "../shared/ui";
import type { NearClaim, Talk } from "./api";
import { iconOf } from "./icons";
import { answerTalk, near } from "./near";
import { t } from "./near-words";

/** "Ends 2 May, in 51 days". */
export function endsWords(until: string, now = today()): string {
  const n = daysBetween(now, until);
  return n <= 0 ? t("ends today") : t("ends chip", { day: plainDay(until, now), n });
}

export const EndsChip = ({ until }: { until: string }) => <Chip look="ends">{endsWords(until)}</Chip>;

const CLAIM: Record<NearClaim["waits"], ["came" | "answered" | "late", "came sub" | "answered sub" | "late sub"]> = { confirm: ["came", "came sub"], answer: ["answered", "answered sub"], late: ["late", "late sub"] };

/** Claims that wait for them: has it come, there is an answer, it is late. What a private answer decides of is not named: somebody may look over their shoulder. */
export function claimRows(): ComponentChildren[] {
  return (near.value?.claims ?? []).map((c) => {
    const [title, sub] = CLAIM[c.waits];
    return <Row key={c.id} href={`/rights/claims/${c.id}`} stop={c.waits === "late" ? "late" : "you"} title={t(title, { title: c.private ? t("something") : c.title })} sub={t(sub)} />;
  });
}

/** Their adviser says they talked. Two answers of the same weight. */
function TalkQuestion({ talk }: { talk: Talk }) {
  const { busy, fault, run } = useBusy(), say = (answer: "yes" | "no") => () => run(() => answerTalk(talk.id, answer));
  return (
    <Section id="talk" title={t("talk title")} hidden>
      <div class="group pad"><p>{t("talk", { name: talk.by, day: plainDay(talk.on) })}</p>
        <div class="btns"><Button kind="second" busy={busy} onClick={say("yes")}>{t("yes")}</Button><Button kind="second" busy={busy} onClick={say("no")}>{t("no")}</Button></div>
        {fault !== undefined && <Fault>{t("talk fault")}</Fault>}
      </div>
    </Section>
  );
}

/** The question whether they talked, while it waits for its answer. */
export const AskedTalk = () => near.value?.talk && near.value.talk.answer === null ? <TalkQuestion talk={near.value.talk} /> : null;

/** What runs out within eight weeks, and the question whether they talked. What is private or not sure is one row that names nothing. */
export function EndsSoon() {
  const all = near.value?.ends ?? [], ends = all.filter((one) => !one.unnamed);
  return (
    <>
      <AskedTalk />
      {all.length > 0 && (
        <Section id="ends" title={t("ends")} aside={<a href="/rights">{t("all")}</a>}>
          <Rows>{[
            ...ends.map((one) => <Row key={one.id} href={`/rights/${one.id}`} icon={iconOf({ icon: one.icon, topic: "money" })} title={one.title}><span><EndsChip until={one.until_on} /></span></Row>),
            ends.length < all.length && <Row key="unnamed" href="/rights" icon="clock" title={t("something ends")} sub={t("something ends sub")} />,
          ]}</Rows>
        </Section>
      )}
    </>
  );
}
