import { useEffect, useState } from "preact/hooks";
import { day, plainDay, today } from "../shared/intl";
import { me } from "../shared/me";
import { stage } from "../shared/stage";
import { Blank, Broken, Button, Chip, Field, Icon, Note, Screen, Section, Skeleton } from "../shared/ui";
import { shortAmount, sumSentences } from "./amounts";
import { byTopic, found } from "./grouping";
import { iconOf } from "./icons";
import { loadOffer, offer, offerFault } from "./offer";
import type { Offer } from "./offer-marks";
import "./page.css";
import { datesWords, OutsideAsk, SourceWords, Sums, TITLE, offeredWords } from "./parts";
import { PrintedOffer } from "./public-printed";
import type { PackRight } from "./types";
import { t } from "./words";

/** A line's heading, and under it all its words. */
function Line({ pack, council }: { pack: PackRight; council: string }) {
  const not = offeredWords(pack, council), [only] = pack.amounts, sum = pack.amounts.length === 1 ? shortAmount(only!, null) : "";
  return (
    <details class="line-of">
      <summary class="row"><Icon name={iconOf(pack)} class="lead-i" /><span class="b"><h3 class="row-title">{pack.title}</h3><span class="sub">{sum || pack.one_line}</span>{(pack.offered === "no" || pack.offered === "not_yet") && <span><Chip>{t(pack.offered === "no" ? "not offered" : "not yet")}</Chip></span>}</span><Icon name="chevron-right" class="chev" /></summary>
      <div class="pad">
        {not && <Note>{not}</Note>}
        <p>{pack.about || pack.one_line}</p>
        {pack.local && <p>{pack.local}</p>}
        {pack.stale && <Note look="ends" icon="triangle-alert">{t("stale", { day: plainDay(pack.last_checked) })}</Note>}
        {pack.amounts.length > 1 ? <Sums amounts={pack.amounts} /> : only && <p>{sumSentences(only)}</p>}
        {(pack.starts_on || pack.ends_on) && <p>{datesWords(pack.starts_on, pack.ends_on)}</p>}
        {pack.who && <><h4>{t("who")}</h4><p>{pack.who}</p></>}
        {pack.steps.length > 0 && <><h4>{t("how to ask")}</h4><ol class="numbered">{pack.steps.map((step) => <li key={step}><span>{step}</span></li>)}</ol></>}
        <OutsideAsk pack={pack} />
        {pack.if_no && <><h4>{t("if no")}</h4><p>{pack.if_no}</p></>}
        <h4>{t("source")}</h4><SourceWords pack={pack} />
      </div>
    </details>
  );
}

function Lines({ of: { rights, council } }: { of: Offer }) {
  const [typed, setTyped] = useState(""), some = found(rights, typed);
  return (
    <>
      <form role="search" class="stack" onSubmit={(e) => e.preventDefault()}>
        <Field label={t("offer search")} hint={t("offer search hint")} value={typed} onInput={setTyped} />
        <p class="small soft" role="status">{typed.trim() ? t("offer count", { n: some.length }) : ""}</p>
      </form>
      {some.length ? byTopic(some).map(([topic, lines]) => <Section key={topic} id={topic} title={t(`topic ${topic}`)}><div class="group">{lines.map((one) => <Line key={one.id} pack={one} council={council} />)}</div></Section>)
        : <div class="group pad"><p><b>{t("offer none")}</b></p><p>{t("offer none how")}</p></div>}
    </>
  );
}

/** The council's whole offer, for everyone: without sign-in, without signal, on paper. Nothing on it is about anybody. */
export function OfferPage() {
  const now = offer.value, own = stage.value === "open" && me.value?.kind === "young_person", tab = own ? { tab: "/rights" as const } : {};
  useEffect(() => { void loadOffer(); }, []);
  const back = own ? { href: "/rights", label: t("rights") } : { href: "/help", label: t("help") };
  if (!now) return <Screen title={TITLE} {...tab} back={back} notes={false} centred={offerFault.value !== undefined}>{offerFault.value !== undefined ? <Broken fault={offerFault.value} again={() => loadOffer()} /> : <><h1>{t("offer")}</h1><Skeleton rows={6} /></>}</Screen>;
  if (!now.rights.length) return <Screen title={TITLE} {...tab} back={back} notes={false} centred><Blank title={t("offer none")} /></Screen>;
  return (
    <>
      <PrintedOffer offer={now} />
      <Screen title={TITLE} {...tab} back={back} notes={false}>
        <div class="lead"><h1>{t("offer")}</h1><p>{[now.council ? t("offer lead", { council: now.council }) : t("offer lead bare"), now.published_on ? t("offer version", { day: day(now.published_on, today()) }) : ""].filter(Boolean).join(" ")}</p></div>
        <Lines of={now} />
        <div class="stack"><Button kind="second" wide icon="download" onClick={() => print()}>{t("offer print")}</Button><p class="small soft">{t("offer kept")}</p></div>
      </Screen>
    </>
  );
}
