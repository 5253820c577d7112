import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { plainDay } from "../shared/intl";
import { NoSignal } from "../shared/http";
import { Broken, Chip, Note, Row, Rows, Screen, Section, Skeleton, Stop } from "../shared/ui";
import { shortAmount } from "./amounts";
import type { Claim } from "./api";
import { chipOf, isOver, stopLook } from "./claim-reading";
import { ORDER, byStanding, endsSoon, nextQuestion, type Known } from "./grouping";
import { iconOf } from "./icons";
import { AskedTalk, EndsChip } from "./near-rows";
import { near, loadNear } from "./near";
import { offer, offerFault } from "./offer";
import "./page.css";
import { AskAbout, TITLE } from "./parts";
import { QuestionForm, Saved, answerWaits } from "./question";
import { claims, fault, load, rights } from "./store";
import type { PackRight } from "./types";
import { t } from "./words";

/** The one line under a title: how much where there is a sum, else why or until when. */
function subOf({ mine, pack }: Known): string {
  const sum = shortAmount(mine.amount, mine.pot);
  if (mine.standing === "not_now") return mine.why ? t("why", { why: mine.why }) : pack.one_line;
  if (mine.standing === "later") return mine.why || (mine.from_on ? t("from", { day: plainDay(mine.from_on) }) : pack.one_line);
  if (mine.standing === "may") return mine.question ? sum || pack.one_line : mine.check_with ? t("check with", { who: mine.check_with }) : mine.why;
  return sum || pack.one_line;
}

function RightRow({ known, on }: { known: Known; on: string }) {
  const { mine, pack } = known, ends = endsSoon(mine, on);
  return (
    <Row href={`/rights/${mine.id}`} {...(mine.standing === "not_now" ? {} : { icon: iconOf(pack) })} title={pack.title} sub={subOf(known)}>
      {(ends || (mine.standing === "may" && mine.question)) && <span>{ends && <EndsChip until={ends} />}{mine.standing === "may" && mine.question && <Chip>{t("one question")}</Chip>}</span>}
    </Row>
  );
}

function ClaimRow({ claim }: { claim: Claim }) {
  const [look, words] = chipOf(claim);
  return <Row href={`/rights/claims/${claim.id}`} lead={<Stop look={stopLook(claim)} />} title={claim.title} sub={claim.words}><span><Chip look={look}>{words}</Chip></span></Row>;
}

/** The answered question is gone: whoever is at it by keyboard goes on at the next. */
function focusOn(id: string): void {
  const heading = document.getElementById(id);
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}

/** One question at a time, the one that settles the most. */
function NextQuestion({ may, adviser }: { may: Known[]; adviser: string | undefined }) {
  const [saved, setSaved] = useState(false), next = nextQuestion(may);
  const done = async (sent: boolean): Promise<void> => { setSaved(true); if (sent) await load(); focusOn("next-question"); };
  if (!next && !saved) return null;
  return (
    <Section id="next-question" title={t("question")}>
      {saved && <Saved />}
      {next && !answerWaits() && <QuestionForm key={next.question.fact} asked={{ ...next.question, why: `${next.question.why} ${t("question for", { n: next.n })}`.trim() }} adviser={adviser} save={t("question save")} onSaved={done} />}
    </Section>
  );
}

/** What everyone can look up, while how they stand is not known here. */
function PublicRows({ packs }: { packs: PackRight[] }) {
  return <Rows>{packs.map((one) => <Row key={one.id} href={`/rights/${one.id}`} icon={iconOf(one)} title={one.title} sub={shortAmount(one.amounts[0] ?? null, null) || one.one_line} />)}</Rows>;
}

function Foot({ known }: { known: boolean }) {
  return (
    <>
      <Rows>{[known && <Row href="/rights/me" icon="pencil" title={t("me row")} sub={t("me row sub")} />, <Row href="/offer" icon="file-text" title={t("offer row")} sub={t("offer row sub")} />]}</Rows>
      {known && <p class="small soft">{t("wrong")} <AskAbout kind="right" words={t("title")}>{t("tell us")}</AskAbout>. {t("always ask")}</p>}
    </>
  );
}

/** All of theirs by how it stands, each with its one reason. Without signal: the public words, and a line that says so. */
export function RightsPage({ adviser }: { adviser: string | undefined }) {
  const view = rights.value, packs = offer.value?.rights, wrong = fault.value;
  useEffect(() => { void load(); if (!near.value) void loadNear(); }, []);
  const open = (claims.value ?? []).filter((one) => !isOver(one));
  const frame = (children: ComponentChildren, lead: string) => <Screen title={TITLE} tab="/rights"><div class="lead"><h1>{t("title")}</h1><p>{lead}</p></div>{children}</Screen>;
  if (!packs && (wrong ?? offerFault.value) !== undefined) return <Screen title={TITLE} tab="/rights" centred><Broken fault={wrong ?? offerFault.value} again={load} /></Screen>;
  if (!packs || (!view && wrong === undefined)) return <Screen title={TITLE} tab="/rights"><h1 class="vh">{t("title")}</h1><Skeleton words={t("loading")} rows={5} /></Screen>;
  if (!view) return frame(<><Note icon={wrong instanceof NoSignal ? "wifi-off" : "circle-alert"}>{t(wrong instanceof NoSignal ? "away" : "fault")}</Note><PublicRows packs={packs} /><Foot known={false} /></>, t("lead bare"));
  const groups = byStanding(view.rights, packs);
  const group = (standing: (typeof ORDER)[number]) => groups[standing].length > 0 && <Section key={standing} id={standing} title={t(standing)}><Rows>{groups[standing].map((one) => <RightRow key={one.mine.id} known={one} on={view.on} />)}</Rows></Section>;
  return frame(
    <>
      <AskedTalk />
      {group("ends_soon")}
      {open.length > 0 && <Section id="claims" title={t("asked for")}><Rows>{open.map((one) => <ClaimRow key={one.id} claim={one} />)}</Rows></Section>}
      {group("can")}
      <NextQuestion may={groups.may} adviser={adviser} />
      {ORDER.slice(2).map(group)}
      <Foot known />
    </>, t("lead", { day: plainDay(view.on) }));
}
