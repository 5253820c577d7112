import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { NoSignal } from "../shared/http";
import { plainDay, today } from "../shared/intl";
import { newId } from "../shared/post";
import { Blank, Broken, Button, Chip, Fault, LinkButton, Note, Row, Screen, Section, Skeleton, useBusy } from "../shared/ui";
import { sendClaim, type Claim, type MyRight } from "./api";
import { ClaimLine } from "./claim-line";
import { chipOf, isOver, newestFirst } from "./claim-reading";
import { offer, offerFault } from "./offer";
import "./page.css";
import { AskAbout, BACK, Money, OutsideAsk, ReadSheet, SourceWords, StandingChip, Sums, TITLE, offeredWords } from "./parts";
import { QuestionForm, Saved, answerWaits } from "./question";
import { Change, Why } from "./reasons";
import { claims, fault, load, loadClaims, rights } from "./store";
import type { PackRight } from "./types";
import { t } from "./words";

function ClaimSection({ claim }: { claim: Claim }) {
  const words = claim.words.trim(), [look, chip] = chipOf(claim);
  return (
    <Section id={`c-${claim.id}`} title={words && words.length <= 48 ? t("claim about", { words }) : t("claim")}>
      <div class="group pad"><ClaimLine claim={claim} />
        <div class="btns">{["you", "ends"].includes(look) ? <LinkButton kind="second" href={`/rights/claims/${claim.id}`}>{chip}</LinkButton> : <a class="btn quiet" href={`/rights/claims/${claim.id}`}>{t("claim see")}</a>}<AskAbout kind="claim" id={claim.id} words={claim.title} /></div>
      </div>
    </Section>
  );
}

const hasForm = ({ ask }: PackRight): boolean => ask.asks_amount || ask.asks_words !== "" || ask.takes_files;

/** The one button: a short form where the council needs to know more, else it is asked for at once. */
function AskForIt({ pack, more }: { pack: PackRight; more: boolean }) {
  // One id until it has gone: a second tap after a lost answer asks for the same.
  const [id, setId] = useState(newId), { route } = useLocation(), { busy, fault: wrong, run } = useBusy(), word = t(more ? "ask more" : "ask");
  if (hasForm(pack)) return <LinkButton wide href={`/rights/${pack.id}/ask`}>{word}</LinkButton>;
  const send = () => run(async () => {
    await sendClaim({ id, right: pack.id, words: "", pence: null, files: [] });
    await loadClaims();
    setId(newId());
    route(`/rights/claims/${id}`);
  });
  return <>{wrong !== undefined && <Fault>{t("ask fault")}</Fault>}<Button wide busy={busy} onClick={send}>{word}</Button></>;
}

function How({ pack, mine, own }: { pack: PackRight; mine: MyRight | undefined; own: Claim[] }) {
  const more = own.some((one) => one.decision === "yes" || one.decision === "partly"), form = hasForm(pack);
  // What takes one tap is not asked for twice at once.
  const open = own.some((one) => !isOver(one)), now = (form || !open) && mine && mine.standing !== "later" && mine.standing !== "not_now" && pack.ask.in_app && (pack.offered === "yes" || pack.offered === "not_said");
  return (
    <Section id="how" title={t(more && now ? "how more" : "how")}>
      <div class="group pad">
        <ol class="numbered">{pack.steps.map((step) => <li key={step}><span>{step}</span></li>)}</ol>
        {pack.show.length > 0 && <div><h3>{t("have ready")}</h3><ul class="dots">{pack.show.map((one) => <li key={one}>{one}</li>)}</ul></div>}
        <OutsideAsk pack={pack}>{!now && mine && <AskAbout kind="right" words={pack.title} />}</OutsideAsk>
        {now && pack.ask.answer_days > 0 && <p class="small soft">{t("answer days", { n: pack.ask.answer_days })}</p>}
        {now && <AskForIt pack={pack} more={more} />}
      </div>
    </Section>
  );
}

function Local({ pack, council }: { pack: PackRight; council: string }) {
  const not = offeredWords(pack, council);
  return <>{not && <Note icon="circle-alert"><p>{not}</p>{pack.local && <p>{pack.local}</p>}</Note>}{!not && pack.local && <Section id="here" title={t("here", { council })}><div class="group pad"><p>{pack.local}</p></div></Section>}</>;
}

function Rest({ pack, who }: { pack: PackRight; who: boolean }) {
  const [open, show] = useState<"no" | "source" | "">(""), close = () => show("");
  return (
    <>
      <div class="group">
        <Row icon="ear" title={t("if no")} sub={t("if no sub")} onClick={() => show("no")} />
        <Row icon="file-text" title={t("source")} sub={t("source sub")} onClick={() => show("source")} />
      </div>
      {open === "no" && <ReadSheet title={t("if no")} onClose={close}><p>{pack.if_no}</p><p>{t("advocate how")} <a href="/help">{t("advocate")}</a></p></ReadSheet>}
      {open === "source" && <ReadSheet title={t("source")} onClose={close}>{who && pack.who && <><h3>{t("who")}</h3><p>{pack.who}</p></>}<SourceWords pack={pack} /></ReadSheet>}
    </>
  );
}

/** One of their rights: how much, until when, why, what they asked for, how to get it. Without signal: its public words. */
export function RightPage({ id, adviser }: { id: string; adviser: string | undefined }) {
  const pack = offer.value?.rights.find((one) => one.id === id), view = rights.value, mine = view?.rights.find((one) => one.id === id), [saved, setSaved] = useState(false), wrong = fault.value;
  useEffect(() => { if (!view || !claims.value) void load(); }, []);
  if (!pack && (offerFault.value ?? wrong) !== undefined && !offer.value) return <Screen title={TITLE} tab="/rights" back={BACK} centred><Broken fault={offerFault.value ?? wrong} again={load} /></Screen>;
  if (!pack && offer.value && (view || wrong !== undefined)) return <Screen title={TITLE} tab="/rights" back={BACK} centred><Blank title={t("not found")} actions={<LinkButton href="/rights">{t("title")}</LinkButton>}><p>{t("not found how")}</p></Blank></Screen>;
  if (!pack || (!view && wrong === undefined)) return <Screen title={TITLE} tab="/rights" back={BACK}><h1 class="vh">{pack?.title ?? t("title")}</h1><Skeleton words={t("loading")} /></Screen>;
  const own = newestFirst((claims.value ?? []).filter((one) => one.right === id && one.state !== "withdrawn")), first = mine && !["can", "ends_soon"].includes(mine.standing);
  const why = mine && <><Why mine={mine} /><Change mine={mine} /></>;
  return (
    <Screen title={TITLE} tab="/rights" back={BACK}>
      <div class="lead"><h1>{pack.title}</h1><p>{pack.one_line}</p>
        {mine && <div class="chips"><StandingChip mine={mine} />{mine.standing === "later" && mine.from_on && <Chip>{t("from", { day: plainDay(mine.from_on) })}</Chip>}{mine.standing === "may" && mine.check_with && <Chip>{t("check with", { who: mine.check_with })}</Chip>}{pack.starts_on && pack.starts_on > today() && <Chip>{t("from", { day: plainDay(pack.starts_on) })}</Chip>}</div>}
      </div>
      {!mine && <Note icon={wrong instanceof NoSignal ? "wifi-off" : "circle-alert"}>{t(wrong instanceof NoSignal ? "away" : "fault")}</Note>}
      {(pack.stale || pack.review_by < today()) && <Note look="ends" icon="triangle-alert">{t("stale", { day: plainDay(pack.last_checked) })}</Note>}
      {saved && <Saved />}
      {mine?.question && !answerWaits() && <Section id="question" title={t("question")}><QuestionForm key={mine.question.fact} asked={mine.question} adviser={adviser} save={t("question save")} onSaved={(sent) => { setSaved(true); if (sent) return load(); }} /></Section>}
      {mine ? <Money amount={mine.amount} pot={mine.pot} until={["can", "ends_soon", "may"].includes(mine.standing) ? mine.until_on : null} /> : pack.amounts.length === 1 && <Money amount={pack.amounts[0]!} pot={null} until={null} />}
      {pack.amounts.length > 1 && <Section id="sums" title={t("other sums")}><div class="group pad"><Sums amounts={pack.amounts} /></div></Section>}
      {pack.about && <Section id="about" title={t("about")} hidden><p>{pack.about}</p></Section>}
      <Local pack={pack} council={offer.value!.council} />
      {own.map((claim) => <ClaimSection key={claim.id} claim={claim} />)}
      {first && why}
      <How pack={pack} mine={mine} own={own} />
      {!first && why}
      {!mine && pack.who && <Section id="who" title={t("who")}><div class="group pad"><p>{pack.who}</p></div></Section>}
      <Rest pack={pack} who={mine !== undefined} />
    </Screen>
  );
}
