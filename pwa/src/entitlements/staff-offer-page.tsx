import { useEffect, useState } from "preact/hooks";
import "./staff-rights.css";
import "./staff-offer.css";
import { Problem } from "../shared/http";
import { count, dayOf, plainDay } from "../shared/intl";
import { Blank, Broken, Note, Skeleton } from "../shared/ui";
import { Tabs } from "../shared/ui/tabs";
import { OfferAround } from "./staff-offer-around";
import { OfferEffects } from "./staff-offer-effects";
import { OfferHistory } from "./staff-offer-history";
import { OfferLines } from "./staff-offer-lines";
import { loadOffer, offer, offerFault, stageOf } from "./staff-offer-store";
import { OfferNext, OfferWay, WhoMay } from "./staff-offer-way";
import { t } from "./staff-offer-words";

export const OFFER_TABS = ["lines", "effects", "around", "history"] as const;
export type OfferTab = (typeof OFFER_TABS)[number];

/** The council's offer for those who write it: lines, what the draft does, what was before, and the way to the phones. `tab` belongs to the address. */
export function StaffOffer({ tab, onTab }: { tab: OfferTab; onTab: (next: OfferTab) => void }) {
  const [said, say] = useState("");
  useEffect(() => { void loadOffer(); }, []);
  const of = offer.value, fault = offerFault.value;
  if (!of && fault instanceof Problem && (fault.status === 403 || fault.status === 404)) return <Blank title={t("gone")}><p>{t("gone how")}</p></Blank>;
  if (!of) return fault ? <Broken fault={fault} again={loadOffer} extra={<></>} /> : <Skeleton rows={6} />;
  const latest = of.history.find((one) => one.number === of.version), stage = stageOf(of), locked = stage === "mine" || stage === "second";
  return (
    <>
      <div class="top"><div class="lead"><h1>{t("title")}</h1><p class="small">{latest ? t("lead", { version: of.version, date: plainDay(dayOf(latest.published_at)) }) : t("lead none")} <a href="/offer">{t("public")}</a></p></div><OfferNext of={of} onDone={say} /></div>
      {said && <Note look="done" icon="circle-check" live><p>{said}</p></Note>}
      <WhoMay of={of} />
      <div class="two offer-two">
        <div class="stack"><Tabs label={t("tabs")} value={tab} onChange={onTab} tabs={[{ value: "lines", label: t("tab lines", { count: count(of.lines.length) }) }, { value: "effects", label: t("tab effects") }, { value: "around", label: t("tab around") }, { value: "history", label: t("tab history") }]}>
          {tab === "lines" ? <OfferLines of={of} locked={locked} /> : tab === "effects" ? <OfferEffects of={of} /> : tab === "around" ? <OfferAround of={of} locked={locked} onDone={say} /> : <OfferHistory of={of} locked={locked} onDone={say} />}</Tabs></div>
        <div class="stack"><OfferWay of={of} /></div>
      </div>
    </>
  );
}
