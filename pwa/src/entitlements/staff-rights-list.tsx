import type { ComponentChildren } from "preact";
import { count, day, daysBetween, plainDay } from "../shared/intl";
import { Chip, Icon, Note, Section, type ChipLook } from "../shared/ui";
import { amountWords, money } from "./amounts";
import type { MyRight, Reason, Standing } from "./staff-api";
import { packWords, titleOf } from "./staff-pack-store";
import { dated } from "./staff-rights-store";
import { t } from "./staff-rights-words";

export const ORDER: readonly Standing[] = ["ends_soon", "can", "may", "later", "not_now"];
const LOOK: Record<Standing, ChipLook> = { can: "done", ends_soon: "ends", may: "going", later: "", not_now: "" };

export function StandingChip({ of }: { of: Standing }) {
  return <Chip look={LOOK[of]} {...(of === "may" ? { icon: "circle-alert" as const } : of === "later" ? { icon: "clock" as const } : of === "not_now" ? { icon: "minus" as const } : {})}>{t(`${of} short`)}</Chip>;
}

/** One fact that was used: what it says, and whose fact it is. */
function Used({ reason, name }: { reason: Reason; name: string }) {
  return (
    <li class={`used ${reason.says}`}><Icon name={reason.says === "yes" ? "check" : reason.says === "no" ? "x" : "circle-alert"} />
      <span><span class="vh">{t(`says ${reason.says}`)}: </span>{reason.words} <span class={reason.by === "you" ? "whose you" : "whose"}>{t(`by ${reason.by}`, { name })}</span></span></li>
  );
}

function Inside({ right, name, on }: { right: MyRight; name: string; on: string }) {
  const words = packWords.value.get(right.id);
  return (
    <div class="inside small">
      {words?.one_line && <p>{words.one_line}</p>}
      {words?.stale && <Note look="ends"><p>{t("stale")}</p></Note>}
      {right.reasons.length > 0 && <div><h3>{t("used")}</h3><ul>{right.reasons.map((reason, i) => <Used key={i} reason={reason} name={name} />)}</ul></div>}
      {right.question && <div><h3>{t("settles")}</h3><p>{right.question.words}</p><p class="soft">{t("settles how", { name })}</p></div>}
      {right.change.length > 0 && <div><h3>{t("change")}</h3><ul class="plain-list">{right.change.map((one) => <li key={one}>{one}</li>)}</ul></div>}
      {right.check_with && <p><b>{t("check", { who: right.check_with })}</b></p>}
      {words && <p class="soft">{t("source")}: {(words.local_source ?? words.source).words}. {(words.local_source ?? words.source).link && <a href={(words.local_source ?? words.source).link} target="_blank" rel="noreferrer">{t("open link")}</a>} {t("checked", { date: plainDay(words.last_checked, on) })}</p>}
    </div>
  );
}

function Right({ right, name, on }: { right: MyRight; name: string; on: string }) {
  const when = dated(right), left = right.standing === "ends_soon" && right.until_on ? daysBetween(on, right.until_on) : undefined;
  const much = right.pot && right.standing !== "not_now" ? t("left", { left: money(right.pot.left), total: money(right.pot.total) }) : right.amount && right.standing !== "not_now" ? amountWords(right.amount) : "";
  return (
    <details class="right"><summary>
      <span class="b"><b>{titleOf(right.id)}</b>{right.why && <span class="sub">{right.why}</span>}{right.claims > 0 && <span class="sub">{t("claims", { n: right.claims })}</span>}</span>
      <span class="much">{much && <b class="num">{much}</b>}{when && <span class={left !== undefined ? "sub ending" : "sub"}>{t(when.kind, { day: left !== undefined ? day(when.day, on) : plainDay(when.day, on) })}{left !== undefined && <span>, {t("days left", { n: left })}</span>}</span>}</span>
    </summary><Inside right={right} name={name} on={on} /></details>
  );
}

/** Every right by how it stands, each opening to the facts that were used and whose they are. `ask` stands above what is not sure. */
export function RightsList({ rights, name, on, ask }: { rights: readonly MyRight[]; name: string; on: string; ask?: ComponentChildren }) {
  if (!rights.length) return <p>{t("none")}</p>;
  return (
    <div class="stack wide-stack">{ORDER.map((standing) => {
      const here = rights.filter((one) => one.standing === standing);
      return here.length > 0 && <Section key={standing} id={`s-${standing}`} title={t("group", { words: t(standing), count: count(here.length) })}>{standing === "may" && ask}<div class="group rights">{here.map((one) => <Right key={one.id} right={one} name={name} on={on} />)}</div></Section>;
    })}</div>
  );
}
