import { useEffect, useState } from "preact/hooks";
import "./staff-duty.css";
import { NoSignal, Problem } from "../shared/http";
import { day, dayOf, today } from "../shared/intl";
import { Broken, Button, Face, Fault, Note, Section, Skeleton, useBusy } from "../shared/ui";
import type { Away, MyAway } from "./staff-api";
import { comeBack, goAway, loadAway, myAway, myAwayFault } from "./staff-away-store";
import { t } from "./staff-duty-words";

const says = (fault: unknown): string => fault instanceof NoSignal ? t("no signal") : fault instanceof Problem && fault.status === 409 ? t("clash") : t("failed");

/** A day to choose on a calendar. */
function Day({ label, value, onInput, err, least }: { label: string; value: string; onInput: (next: string) => void; err: string | undefined; least: string }) {
  return (
    <div class="field"><label>{label}<input type="date" min={least} value={value} onInput={(e) => onInput(e.currentTarget.value)} aria-invalid={err ? true : undefined} /></label>{err && <Fault>{err}</Fault>}</div>
  );
}

function SetAway({ colleagues, onSet }: { colleagues: MyAway["colleagues"]; onSet: () => void }) {
  const [from, setFrom] = useState(""), [until, setUntil] = useState(""), [cover, setCover] = useState(""), [tried, setTried] = useState(false), { busy, fault, run } = useBusy(), now = today();
  const wrong = {
    from: !from ? t("from missing") : from < now ? t("past") : undefined, until: !until ? t("until missing") : until < (from || now) ? t("until early") : undefined, cover: cover ? undefined : t("cover missing"),
  };
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!wrong.from && !wrong.until && !wrong.cover) void run(async () => { await goAway(from, until, cover); onSet(); });
  };
  if (!colleagues.length) return <p>{t("no one to cover")}</p>;
  return (
    <form class="group pad away-form" onSubmit={submit} noValidate>
      <Day label={t("from")} value={from} least={now} onInput={setFrom} err={tried ? wrong.from : undefined} />
      <Day label={t("until")} value={until} least={from || now} onInput={setUntil} err={tried ? wrong.until : undefined} />
      <div class="field"><label for="cover">{t("cover")}</label>
        <select id="cover" value={cover} onChange={(e) => setCover(e.currentTarget.value)} aria-invalid={tried && wrong.cover ? true : undefined}><option value="">{t("choose")}</option>{colleagues.map((one) => <option key={one.id} value={one.id}>{one.team ? t("colleague", { name: one.name, team: one.team }) : one.name}</option>)}</select>
        {tried && wrong.cover && <Fault>{wrong.cover}</Fault>}</div>
      {fault ? <div class="field all"><Fault>{says(fault)}</Fault></div> : null}
      <div class="all"><Button type="submit" busy={busy}>{t("save")}</Button></div>
    </form>
  );
}

function IsAway({ away, onBack }: { away: Away; onBack: () => void }) {
  const { busy, fault, run } = useBusy(), now = Date.parse(away.from_at) <= Date.now(), slots = { from: day(dayOf(away.from_at)), until: day(away.until_on) };
  return (
    <Note look="going" icon="moon"><p><b>{t(now ? "away now" : "away soon", slots)}</b></p><p>{t("cover is", { cover: away.cover_name })}</p>
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <p><Button kind="second" class="sm" busy={busy} onClick={() => run(async () => { await comeBack(away.id); onBack(); })}>{t(now ? "end now" : "end soon")}</Button></p></Note>
  );
}

/** When this adviser is away and who covers; and for whom they cover themselves. */
export function AwaySections() {
  const [said, say] = useState(""), my = myAway.value;
  useEffect(() => { void loadAway(); }, []);
  if (!my) return myAwayFault.value ? <Broken fault={myAwayFault.value} again={loadAway} extra={<></>} /> : <Skeleton rows={2} />;
  return (
    <>
      <Section id="away" title={t("away")}>
        <p class="soft">{t("away lead")}</p>
        <p role="status" class={said ? "" : "vh"}>{said}</p>
        {my.away ? <IsAway away={my.away} onBack={() => say(t("ended"))} /> : <SetAway colleagues={my.colleagues} onSet={() => say(t("set"))} />}
      </Section>
      <Section id="covering" title={t("covering")}>
        {my.covering.length ? <ul class="group">{my.covering.map((one) => (
          <li class="row" key={one.id}><Face name={one.name} small /><span class="b"><b>{one.name}</b><span class="sub">{Date.parse(one.from_at) <= Date.now() ? t("covering until", { date: day(one.until_on) }) : t("covering from", { from: day(dayOf(one.from_at)), until: day(one.until_on) })}</span></span></li>
        ))}</ul> : <p>{t("covering none")}</p>}
      </Section>
    </>
  );
}
