import { useEffect, useState } from "preact/hooks";
import "./staff.css";
import { NoSignal, Problem } from "../shared/http";
import { count, dayOf, longDay, plainDay, shortDay } from "../shared/intl";
import { save } from "../shared/save";
import { Broken, Button, Face, LinkButton, Section, Skeleton, useBusy } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import { Tabs } from "../shared/ui/tabs";
import type { Gap, Gaps } from "./staff-api";
import { t } from "./staff-gaps-words";
import { gaps, gapsCsv, gapsFault, loadGaps } from "./staff-store";

/** Days before 18 from which there is hardly time left. */
const SOON = 92;

function Export({ on, onSignIn }: { on: string; onSignIn: () => void }) {
  const { busy, fault, run } = useBusy(), [said, say] = useState(""), stale = fault instanceof Problem && fault.type === "fresh-unlock";
  const go = () => { say(""); return run(async () => { save(await gapsCsv(), t("csv file", { date: on })); say(t("csv done")); }); };
  return (
    <div class="btns"><Button kind="second" icon="download" busy={busy} onClick={go}>{t("csv")}</Button>{stale && <Button kind="quiet" onClick={onSignIn}>{t("sign in")}</Button>}
      <p role="status" class={said || fault ? "small" : "vh"}>{said || (stale ? t("csv fresh") : fault ? t(fault instanceof NoSignal ? "no signal" : "failed") : "")}</p></div>
  );
}

function Turns({ row }: { row: Gap }) {
  const n = row.days_to_18;
  return <><Clock look={n <= 0 ? "late" : n <= SOON ? "soon" : ""}>{n === 0 ? t("today") : n < 0 ? t("ago", { n: -n }) : t("in", { n })}</Clock><span class="sub">{shortDay(row.turns_18_on)}</span></>;
}

function Line({ row }: { row: Gap }) {
  const due = row.missing.filter((title) => !row.late.includes(title));
  return (
    <tr>
      <td><span class="person"><Face name={row.name} small /><span><a href={`/staff/people/${row.young_person}`}>{row.name}</a><span class="sub">{count(row.age_years)}</span></span></span></td>
      <td class="g-when" data-head={t("when")}><Turns row={row} /></td>
      <td class="g-adviser" data-head={t("adviser")}>{row.adviser ? <span>{row.adviser}</span> : <span class="soft">{t("no adviser")}</span>}</td>
      <td class="num g-have" data-head={t("have")}><span>{t("of", { held: row.held, of: row.of })}</span></td>
      <td class="g-lacks" data-head={t("lacks")}>{row.late.length > 0 && <Clock look="late">{t("late", { n: row.late.length })}</Clock>}{due.length > 0 && <span class="g-due">{t("due", { n: due.length })}</span>}
        <details><summary>{t("all")}<span class="vh">: {row.name}</span></summary><ul>{row.late.map((one) => <li key={one} class="is-late">{one}</li>)}{due.map((one) => <li key={one}>{one}</li>)}</ul></details></td>
      <td class="g-said" data-head={t("said")}>{row.last_said_at ? <span>{plainDay(dayOf(row.last_said_at))}</span> : <span class="soft">{t("never")}</span>}</td>
      <td class="end"><LinkButton class="sm" kind="second" href={`/staff/people/${row.young_person}/documents`}>{t("see")}<span class="vh">: {row.name}</span></LinkButton></td>
    </tr>
  );
}

function Rows({ of }: { of: Gaps }) {
  if (!of.rows.length) return <div class="group pad"><h2>{t("nobody")}</h2><p>{t("nobody how")}</p></div>;
  return (
    <div class="group"><table class="grid fold gaps"><caption class="vh">{t("rows")}</caption>
      <thead><tr>{(["person", "when", "adviser", "have", "lacks", "said"] as const).map((head) => <th scope="col" key={head}>{t(head)}</th>)}<th scope="col"><span class="vh">{t("see")}</span></th></tr></thead>
      <tbody>{of.rows.map((row) => <Line key={row.young_person} row={row} />)}</tbody></table></div>
  );
}

/** A bar beside its figure; readers get the figure. Drawn, so that no style is set from script. */
function Share({ held, of }: { held: number; of: number }) {
  const percent = Math.round(100 * held / of);
  return <span class="share"><span class="num">{t("of", { held, of })}</span><svg class={percent < 60 ? "share-bar low" : "share-bar"} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="way" width="100" height="6" /><rect class="far" width={percent} height="6" /></svg></span>;
}

function By18({ of }: { of: Gaps }) {
  return (
    <Section id="by18" title={t("by 18")} hidden>
      {of.turned_18 === 0 ? <p>{t("by 18 none")}</p> : <><p class="small soft">{t("by 18 lead", { n: of.turned_18 })}</p>
        <div class="group"><table class="grid by-18"><caption class="vh">{t("by 18")}</caption><thead><tr><th scope="col">{t("paper")}</th><th scope="col">{t("have")}</th></tr></thead>
          <tbody>{of.by_18.map((one) => <tr key={one.kind}><td>{one.title}</td><td>{one.of ? <Share held={one.held} of={one.of} /> : <span class="soft">{t("needs none")}</span>}</td></tr>)}</tbody></table></div></>}
    </Section>
  );
}

export type GapsTab = "rows" | "by18";

/** Who lacks papers by 17 and a half, worst first, and of those who turned 18 who held what. */
export function GapsPage({ tab, onTab, onSignIn }: { tab: GapsTab; onTab: (next: GapsTab) => void; onSignIn: () => void }) {
  useEffect(() => { void loadGaps(); }, []);
  const of = gaps.value;
  if (!of) return gapsFault.value ? <Broken fault={gapsFault.value} again={loadGaps} extra={<></>} /> : <Skeleton rows={6} />;
  return (
    <>
      <div class="top"><div class="lead"><h1>{t("title")}</h1><p class="small">{of.rows.length ? t("lead", { n: of.rows.length, date: longDay(of.on, of.on) }) : t("lead none", { date: longDay(of.on, of.on) })}</p></div><Export on={of.on} onSignIn={onSignIn} /></div>
      <Tabs<GapsTab> label={t("tabs")} value={tab} onChange={onTab} tabs={[{ value: "rows", label: t("tab rows", { count: count(of.rows.length) }) }, { value: "by18", label: t("tab 18") }]}>{tab === "rows" ? <Rows of={of} /> : <By18 of={of} />}</Tabs>
    </>
  );
}
