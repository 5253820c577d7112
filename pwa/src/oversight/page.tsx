import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import "./page.css";
import { count, dayOf, longDay, time } from "../shared/intl";
import { NoSignal, Problem } from "../shared/http";
import { save } from "../shared/save";
import { Broken, Button, Note, Skeleton, Stop, useBusy } from "../shared/ui";
import type { Sharing } from "./api";
import { RecordPanel } from "./record";
import { chooseTeam, csv, loadSharing, sharing, sharingFault, team, teams } from "./store";
import { Stuck } from "./stuck";
import { Teams } from "./teams";
import { t } from "./words";

function Export({ day, onSignIn }: { day: string; onSignIn: () => void }) {
  const { busy, fault, run } = useBusy(), [said, say] = useState("");
  const stale = fault instanceof Problem && fault.type === "fresh-unlock";
  const go = () => { say(""); return run(async () => { save(await csv(), t("csv file", { date: day })); say(t("csv done")); }); };
  return (
    <>
      <Button kind="second" icon="download" busy={busy} onClick={go}>{t("csv")}</Button>
      {stale ? <Button kind="quiet" onClick={onSignIn}>{t("sign in")}</Button> : null}
      <p role="status" class={said || fault ? "small export-said" : "vh"}>{said || (stale ? t("csv fresh") : fault ? t(fault instanceof NoSignal ? "no signal" : "failed") : "")}</p>
    </>
  );
}

/** The five stops in figures, over everyone who must have a plan. */
function Figures({ figures }: { figures: Sharing }) {
  const left = figures.exclusions.filter((one) => one.count > 0).map((one) => t("exclusion", { words: one.words.charAt(0).toLowerCase() + one.words.slice(1), count: count(one.count) }));
  return (
    <section class="group pad figures" aria-label={t("from to")}>
      <ol class="chain">{figures.stops.map((stop) => (
        <li key={stop.code}><Stop look={stop.count > 0 ? "done" : "to_come"} /><span class="big">{count(stop.count)}</span><b>{t(stop.code)}</b><span class="small soft">{t(`${stop.code} sub`, { percent: stop.percent })}</span></li>
      ))}</ol>
      <div class="small soft under"><p>{t("of", { n: figures.must_have })}</p>{left.length > 0 && <p>{t("not counted", { list: left.join("; ") })}</p>}
        {figures.median_days_to_share !== null && <p>{t("median", { n: figures.median_days_to_share })}</p>}</div>
    </section>
  );
}

function Answers({ answers }: { answers: Sharing["answers"] }) {
  return (
    <section aria-labelledby="answers" class="answers"><h2 id="answers">{t("answers")}</h2>
      <dl class="group">{(["agree", "partly", "disagree", "not_now"] as const).map((one) => <div key={one}><dt>{t(one)}</dt><dd class="num">{count(answers[one])}</dd></div>)}</dl>
      <p class="small soft">{t("answers how")}</p>
    </section>
  );
}

/** Plan sharing for a manager. `person` is whose record is open; `approvals` belongs to another room and is put in by the front. */
export function SharingPage({ person, approvals, onSignIn }: { person: string | undefined; approvals: ComponentChildren; onSignIn: () => void }) {
  useEffect(() => { void loadSharing(); }, []);
  const figures = sharing.value;
  if (!figures) return sharingFault.value ? <Broken fault={sharingFault.value} again={loadSharing} extra={<></>} /> : <Skeleton rows={6} />;
  const day = dayOf(figures.counted_at);
  return (
    <>
      <div class="top"><div class="lead"><h1>{t("title")}</h1><p class="small">{t("lead", { council: figures.council, time: time(figures.counted_at), date: longDay(day) })}</p></div>
        <div class="btns">{teams.value.length > 1 && <label class="field"><span class="vh">{t("team")}</span>
          <select class="team" value={team.value} onChange={(e) => void chooseTeam(e.currentTarget.value)}><option value="">{t("all teams", { n: teams.value.length })}</option>{teams.value.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</select></label>}
        <Export day={day} onSignIn={onSignIn} /></div></div>
      {sharingFault.value ? <Note look="ends" live><p>{t("failed")}</p></Note> : null}
      {approvals}
      <Figures figures={figures} />
      <div class={person ? "two sharing-two" : "stack"}>
        <div class="stack wide-stack"><Teams rows={figures.teams} /><Answers answers={figures.answers} /><Stuck rows={figures.stuck} total={figures.stuck_total} chosen={person} /></div>
        {person && <div class="stack beside"><RecordPanel person={person} /></div>}
      </div>
    </>
  );
}
