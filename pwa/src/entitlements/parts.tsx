import type { ComponentChildren } from "preact";
import { asking, staysHere, type Asking } from "../shared/asking";
import { plainDay } from "../shared/intl";
import { Chip, Icon, Sheet, Button } from "../shared/ui";
import { amountWords, backWords, money } from "./amounts";
import { t as sum } from "./amounts-words";
import type { MyRight } from "./api";
import { EndsChip } from "./near-rows";
import type { Amount, PackRight, Pot } from "./types";
import { t } from "./words";

export const TITLE = "Rights – Onward";
export const BACK = { href: "/rights", label: t("rights") };

/** The link that rings this number. */
export const tel = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, "")}`;

/** To their messages, with this quoted. What it is goes by memory: the address says nothing. */
export function AskAbout({ kind, id = null, words, children }: Omit<Asking, "id"> & { id?: string | null; children?: ComponentChildren }) {
  const quote = (e: MouseEvent): void => { if (staysHere(e)) asking.value = { kind, id, words }; };
  return children
    ? <a href="/messages/adviser" onClick={quote}>{children}</a>
    : <a class="btn quiet" href="/messages/adviser" aria-label={t("ask about", { words })} onClick={quote}><Icon name="message-circle" />{t("ask this")}</a>;
}

/** How it stands, in a few words. What ends says when. */
export function StandingChip({ mine }: { mine: MyRight }) {
  if (mine.standing === "ends_soon") return mine.until_on ? <EndsChip until={mine.until_on} /> : null;
  return <Chip look={mine.standing === "can" ? "done" : mine.standing === "may" ? "going" : ""} {...(mine.standing === "may" ? { icon: "circle-alert" as const } : {})}>{t(`chip ${mine.standing}`)}</Chip>;
}

/** How much of a pot is gone. The words beside it say the same. */
function Meter({ pot }: { pot: Pot }) {
  return <svg class="meter" viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label={sum("pot said", { spent: money(pot.spent), left: money(pot.left) })}><rect width={pot.total ? Math.min(100, 100 * pot.spent / pot.total) : 0} height="1" /></svg>;
}

/** "Up to £1,200 a year" with the sum itself large. */
function Large({ words }: { words: string }) {
  const [, before = "", sum, after = ""] = /^(\D*?)(£?\d[\d,.]*%?)(.*)$/.exec(words) ?? [];
  return <p class="amount">{sum ? <>{before.trim() && <span class="soft">{before.trim()}</span>}<b>{sum}</b>{after.trim() && <span class="soft">{after.trim()}</span>}</> : <b class="long">{words}</b>}</p>;
}

/** The sum, or what is left of it; until when; whether it is paid back. */
export function Money({ amount, pot, until }: { amount: Amount | null; pot: Pot | null; until: string | null }) {
  const some = amount && amountWords(amount), spent = pot && (pot.spent > 0 || pot.waiting > 0);
  const small = [until ? t("until money", { day: plainDay(until) }) : "", amount ? backWords(amount) : "", pot && pot.waiting > 0 ? sum("pot waiting", { sum: money(pot.waiting) }) : ""].filter(Boolean);
  if (!some && !spent && !amount?.words) return null;
  return (
    <div class="group pad">
      {spent ? <><p class="amount"><b>{money(pot.left)}</b><span class="soft">{sum("left of", { total: money(pot.total) })}</span></p><Meter pot={pot} /></> : some && <Large words={some} />}
      {amount && amount.parts.length > 0 && <ul class="dots">{amount.parts.map((part) => <li key={part.when}>{sum("part", { sum: money(part.pence), when: part.when.replace(/\.$/, "") })}</li>)}</ul>}
      {amount?.words && <p>{amount.words}</p>}
      {small.length > 0 && <p class="small soft">{small.join(" ")}</p>}
    </div>
  );
}

/** "From 1 August 2023 until 31 July 2027", with either, or neither. */
export function datesWords(from: string | null, to: string | null): string {
  if (from && to) return t("sum from to", { from: plainDay(from), to: plainDay(to) });
  return from ? t("sum from", { day: plainDay(from) }) : to ? t("sum to", { day: plainDay(to) }) : "";
}

/** Every sum of a line, where there are several: for whom, how much, from when until when. */
export function Sums({ amounts }: { amounts: Amount[] }) {
  return (
    <table class="sums"><thead><tr><th scope="col">{t("for whom")}</th><th scope="col">{t("sum")}</th></tr></thead>
      <tbody>{amounts.map((a, i) => <tr key={i}><td>{a.for_whom || t("for everyone")}<span class="sub">{datesWords(a.valid_from, a.valid_to)}</span></td><td>{[amountWords(a), a.words].filter(Boolean).map((line) => <span key={line} class={line === a.words ? "sub" : ""}>{line}</span>)}</td></tr>)}</tbody>
    </table>
  );
}

const SURE = ["V", "V2", "K", "?"] as const;

/** Where a line comes from and when it was checked. */
export function SourceWords({ pack }: { pack: PackRight }) {
  const sure = SURE.find((one) => one === pack.source.confidence);
  return (
    <>
      <p>{pack.source.words}</p>
      {sure && <p class="small soft">{t(`sure ${sure}`)}</p>}
      <p class="small soft">{t("checked", { day: plainDay(pack.last_checked) })}</p>
      {pack.source.link && <p><a href={pack.source.link} rel="noopener noreferrer" target="_blank">{t("read more")}</a></p>}
      {pack.local_source && <><p>{pack.local_source.words}</p>{pack.local_source.link && <p><a href={pack.local_source.link} rel="noopener noreferrer" target="_blank">{t("source local")}</a></p>}</>}
    </>
  );
}

/** Whom to ask where it is not asked for here, and what else there is to tap. */
export function OutsideAsk({ pack: { ask }, children }: { pack: PackRight; children?: ComponentChildren }) {
  return (
    <>
      {ask.outside && <div><h3>{t("who to ask")}</h3><p>{ask.outside}</p></div>}
      {(ask.phone || ask.link || children) && <div class="btns">
        {ask.phone && <a class="btn second" href={tel(ask.phone)}><Icon name="phone" />{t("ring", { phone: ask.phone.replace(/ /g, "\u00a0") })}</a>}
        {ask.link && <a class="btn quiet" href={ask.link} rel="noopener noreferrer" target="_blank">{t("open link")}</a>}
        {children}
      </div>}
    </>
  );
}

/** A sheet of words to read and close. */
export function ReadSheet({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  return <Sheet title={title} onClose={onClose} exit><div class="stack">{children}</div><Button kind="quiet" onClick={onClose}>{t("close")}</Button></Sheet>;
}

/** What the council does with this line, where it does not simply offer it. */
export const offeredWords = (pack: PackRight, council: string): string => pack.offered === "yes" ? "" : t(`offered ${pack.offered}`, { council });
