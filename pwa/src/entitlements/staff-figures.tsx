import { useEffect } from "preact/hooks";
import { count } from "../shared/intl";
import { Broken, Section, Skeleton } from "../shared/ui";
import type { RightsFigures } from "./staff-api";
import { figures, figuresFault, loadFigures } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { money } from "./amounts";

/** A count as it is shown; one that is hidden in what leaves the team is in no page of theirs. */
const n = (of: number | null): string => of === null ? t("few") : count(of);

function Tiles({ of }: { of: RightsFigures }) {
  const rows: [string, string, boolean][] = [
    [t("asked"), n(of.asked), false], [t("unanswered"), n(of.unanswered), false], [t("late now"), n(of.late), Boolean(of.late)], [t("put off"), n(of.put_off), false], [t("challenged"), n(of.challenged), false],
    [t("median"), of.median_days === null ? t("no figure") : t("days", { n: of.median_days }), false],
  ];
  return <dl class="group tiles">{rows.map(([name, what, late]) => <div key={name} class={late ? "late" : undefined}><dt>{name}</dt><dd class="num">{what}</dd></div>)}</dl>;
}

function Refused({ of }: { of: RightsFigures }) {
  return (
    <Section id="refused" title={t("refused")}>
      {of.refused.length ? <><div class="group"><table class="grid refusals"><caption class="vh">{t("refused")}</caption><thead><tr><th scope="col">{t("code")}</th><th scope="col" class="end">{t("count")}</th></tr></thead>
        <tbody>{of.refused.map((one) => <tr key={one.reason_code}><td>{t(`code ${one.reason_code || "other"}` as Parameters<typeof t>[0])}</td><td class="end num">{one.count === null ? <span class="soft">{t("few")}</span> : count(one.count)}</td></tr>)}</tbody></table></div>
        <p class="small soft">{t("few how")}</p></> : <p>{t("refused none")}</p>}
    </Section>
  );
}

/** Claims and talks in figures, for a manager over their teams (decision 29: small counts stay hidden). */
export function RightsFiguresPanel() {
  useEffect(() => { void loadFigures(); }, []);
  const of = figures.value;
  if (!of) return figuresFault.value ? <Broken fault={figuresFault.value} again={loadFigures} extra={<></>} /> : <Skeleton rows={4} />;
  return (
    <div class="stack wide-stack">
      <Section id="figures" title={t("figures")}><p class="small soft">{t("figures lead", { n: of.people ?? 0 })}</p><Tiles of={of} /><p class="small soft">{t("late how")}</p></Section>
      <div class="figures-two">
        <Refused of={of} />
        <div class="stack wide-stack">
          <Section id="promised" title={t("promised")}><div class="group pad"><p class="amount-big num">{of.promised_pence === null ? t("few") : money(of.promised_pence)}</p><p class="small soft">{t("promised how", { n: of.promised_not_confirmed ?? 0 })}</p></div></Section>
          <Section id="talks" title={t("talks")}><dl class="group tiles two-tiles"><div><dt>{t("talked")}</dt><dd class="num">{t("talks of", { n: n(of.talked), all: n(of.people) })}</dd></div><div><dt>{t("talks confirmed")}</dt><dd class="num">{t("talks of", { n: n(of.confirmed), all: n(of.people) })}</dd></div></dl><p class="small soft">{t("talks how")}</p></Section>
        </div>
      </div>
    </div>
  );
}
