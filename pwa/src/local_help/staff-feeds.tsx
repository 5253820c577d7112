import { useState } from "preact/hooks";
import { count, dayTime, plainDay } from "../shared/intl";
import { Button, Chip, Fault, Field, Section, Sheet, useBusy } from "../shared/ui";
import type { Feed, Run } from "./staff-api";
import { says } from "./staff-says";
import { addFeed, loadKeeping, pauseFeed, readNow, takeFeedAway } from "./staff-store";
import { t } from "./staff-words";

const LOOK = { running: "going", done: "done", stopped: "late" } as const;

/** A new feed. What is wrong with its address the server says. */
export function FeedSheet({ onClose, onDone }: { onClose: () => void; onDone: (words: string) => void }) {
  const [name, setName] = useState(""), [address, setAddress] = useState("https://"), [tried, setTried] = useState(false), { busy, fault, run } = useBusy(), bare = address.trim(), short = bare.length < 10;
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (name.trim().length >= 2 && !short) void run(() => addFeed(name.trim(), bare)).then((ok) => { if (ok) { onClose(); onDone(t("did feed", { name: name.trim() })); } });
  };
  return (
    <Sheet title={t("feed title")} lead={t("feeds how")} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      <Field label={t("feed name")} hint={t("feed name hint")} value={name} onInput={setName} maxLength={120} err={tried && name.trim().length < 2 ? t("name missing") : undefined} />
      <Field label={t("feed address")} hint={t("feed address hint")} value={address} onInput={setAddress} maxLength={400} spellcheck={false} err={tried && short ? t("address missing") : fault ? says(fault) : undefined} />
      <div class="btns"><Button type="submit" busy={busy}>{t("save")}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form></Sheet>
  );
}

function Runs({ runs }: { runs: readonly Run[] }) {
  if (!runs.length) return <p class="small soft">{t("runs none")}</p>;
  return (
    <div class="scroll-x"><table class="grid runs"><caption class="vh">{t("runs")}</caption>
      <thead><tr><th scope="col">{t("run when")}</th><th scope="col">{t("run how")}</th><th scope="col" class="end">{t("run took")}</th><th scope="col" class="end">{t("run passed")}</th><th scope="col" class="end">{t("run faulty")}</th><th scope="col" class="end">{t("run gone")}</th></tr></thead>
      <tbody>{runs.map((one) => (
        <tr key={one.at}><td data-head={t("run when")}>{dayTime(one.at)}</td><td data-head={t("run how")}><span><Chip look={LOOK[one.outcome]}>{t(`out ${one.outcome}`)}</Chip>{one.why && <span class="sub">{one.why}</span>}</span></td>
          {([["run took", one.taken], ["run passed", one.passed_by], ["run faulty", one.faulty], ["run gone", one.gone]] as const).map(([head, n]) => <td class="end num" key={head} data-head={t(head)}>{count(n)}</td>)}</tr>
      ))}</tbody></table></div>
  );
}

/** Every record that was not taken or could be another one's twin, with the reason to hand on to whoever keeps the feed. */
function Faults({ faults }: { faults: Feed["faults"] }) {
  if (!faults.length) return <p class="small soft">{t("faults none")}</p>;
  return (
    <details class="faulty"><summary>{t("faults", { n: faults.length })}</summary>
      <ul>{faults.map((one) => <li key={one.record + one.why}><b>{one.name || t("no name")}</b><span>{one.why}</span><span class="sub">{t("record", { id: one.record || "–" })}. {t("fault since", { date: plainDay(one.first_seen_on) })}</span></li>)}</ul></details>
  );
}

function FeedCard({ of, onTake, onDone }: { of: Feed; onTake: () => void; onDone: (words: string) => void }) {
  const { busy, fault, run } = useBusy(), about = (what: string): string => t("of", { what, name: of.name }), head = `feed-${of.id}`;
  const go = (work: () => Promise<void>, words: string) => run(work).then((ok) => { if (ok) onDone(words); });
  return (
    <section class="group pad feed" aria-labelledby={head}>
      <div class="head"><h3 id={head}>{of.name}</h3>{of.paused && <Chip icon="pause">{t("is paused")}</Chip>}</div>
      <p class="small soft feed-address">{of.address}</p>
      {!of.paused && <p class="small">{t("every", { n: of.every_hours })}</p>}
      <div class="btns"><Button class="sm" kind="second" icon="refresh-cw" busy={busy} label={about(t("read now"))} onClick={() => go(() => readNow(of.id), t("did reading", { name: of.name }))}>{t("read now")}</Button>
        <Button class="sm" kind="second" busy={busy} label={about(t(of.paused ? "resume" : "pause"))} onClick={() => go(() => pauseFeed(of.id, !of.paused), t(of.paused ? "did resumed" : "did paused", { name: of.name }))}>{t(of.paused ? "resume" : "pause")}</Button>
        <Button class="sm" kind="quiet" label={about(t("take"))} onClick={onTake}>{t("take")}</Button></div>
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <h4>{t("runs")}</h4><Runs runs={of.runs} />
      <Faults faults={of.faults} />
    </section>
  );
}

function TakeFeed({ of, onClose, onDone }: { of: Feed; onClose: () => void; onDone: (words: string) => void }) {
  const { busy, fault, run } = useBusy();
  const go = () => run(() => takeFeedAway(of.id)).then((ok) => { if (ok) { onClose(); onDone(t("did feed gone", { name: of.name })); } });
  return <Sheet title={t("take feed title", { name: of.name })} lead={t("take feed lead")} onClose={onClose}>{fault ? <Fault>{says(fault)}</Fault> : null}<div class="btns"><Button kind="danger" busy={busy} onClick={go}>{t("take yes")}</Button><Button kind="quiet" onClick={onClose}>{t("keep it")}</Button></div></Sheet>;
}

/** The feeds that are read, each with its last readings and every record that was not taken. */
export function Feeds({ feeds, onDone }: { feeds: readonly Feed[]; onDone: (words: string) => void }) {
  const [adding, add] = useState(false), [taking, take] = useState<Feed | null>(null);
  return (
    <Section id="feeds" title={t("feeds")} aside={<span class="btns"><Button class="sm" kind="quiet" icon="refresh-cw" onClick={loadKeeping}>{t("refresh")}</Button><Button class="sm" kind="second" icon="plus" onClick={() => add(true)}>{t("feed add")}</Button></span>}>
      <p class="small soft">{t("feeds how")} {t("passed how")}</p>
      {feeds.length ? feeds.map((one) => <FeedCard key={one.id} of={one} onTake={() => take(one)} onDone={onDone} />) : <div class="group pad"><p>{t("feeds none")}</p></div>}
      {adding && <FeedSheet onClose={() => add(false)} onDone={onDone} />}
      {taking && <TakeFeed of={taking} onClose={() => take(null)} onDone={onDone} />}
    </Section>
  );
}
