import { day, plainDay, today } from "../shared/intl";
import { sumSentences } from "./amounts";
import { byTopic } from "./grouping";
import type { Offer } from "./offer-marks";
import { offeredWords } from "./parts";
import type { Amount, PackRight } from "./types";
import { t } from "./words";

const sumLine = (a: Amount): string => [a.for_whom && `${a.for_whom.replace(/\.$/, "")}:`, sumSentences(a)].filter(Boolean).join(" ");

/** The rule, its page, the council's own page and when it was checked. */
const sourceLine = ({ source, local_source: own, last_checked, stale }: PackRight): string =>
  [[source.words, source.link, own?.words, own?.link].filter(Boolean).join(". "), t(stale ? "stale" : "checked", { day: plainDay(last_checked) })].join(". ");

function PrintedLine({ pack, council }: { pack: PackRight; council: string }) {
  const { ask } = pack;
  return (
    <div class="print-line"><b>{pack.title}</b>
      <p>{[offeredWords(pack, council), pack.about || pack.one_line, pack.local].filter(Boolean).join(" ")}</p>
      {pack.amounts.map((a, i) => <p key={i}>{sumLine(a)}</p>)}
      {pack.who && <p>{t("who")}: {pack.who}</p>}
      {pack.steps.length > 0 && <p>{t("how to ask")}: {pack.steps.join(" ")}</p>}
      {(ask.outside || ask.phone) && <p>{t("who to ask")}: {[ask.outside, ask.phone].filter(Boolean).join(", ")}</p>}
      <p class="print-small">{sourceLine(pack)}</p>
    </div>
  );
}

/** The whole offer for paper, in black on white. Hidden on the screen. */
export function PrintedOffer({ offer }: { offer: Offer }) {
  return (
    <div class="offer-print" aria-hidden="true">
      <p class="print-title">{t("offer")}{offer.council && `, ${offer.council}`}</p>
      {byTopic(offer.rights).map(([topic, lines]) => <div key={topic}><p class="print-head">{t(`topic ${topic}`)}</p>{lines.map((one) => <PrintedLine key={one.id} pack={one} council={offer.council} />)}</div>)}
      <p>{t("offer printed", { day: day(today()) })}</p>
    </div>
  );
}
