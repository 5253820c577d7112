import { useEffect, useState } from "preact/hooks";
import "./staff-identity.css";
import "./add-phone.css";
import { Button, Choices, Fault, LinkButton, Note, Stop, useBusy, type StopLook } from "../shared/ui";
import { EVERY, confirm, dropJoining, joining, look, settled, startJoining } from "./add-phone-store";
import { t } from "./add-phone-words";
import type { JoiningState } from "./staff-api";
import { NoSignal } from "../shared/http";
import { QrImage } from "./staff-qr";

const failed = (fault: unknown): string => fault instanceof NoSignal ? t("no signal") : t("failed");

/** Seconds until `at`, counted down once a second. */
function useLeft(at: string): number {
  const left = () => Math.max(0, Math.round((Date.parse(at) - Date.now()) / 1000));
  const [seconds, set] = useState(left);
  useEffect(() => { set(left()); const timer = setInterval(() => set(left()), 1000); return () => clearInterval(timer); }, [at]);
  return seconds;
}

/** "9:05". */
const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function Start({ person, name }: { person: string; name: string }) {
  const [how, setHow] = useState<"here" | "far">("here"), { busy, fault, run } = useBusy();
  return (
    <div class="stack phone-start">
      <Choices legend={t("title", { name })} hideLegend value={how} onChange={setHow} options={[
        { value: "here", label: t("here"), sub: t("here how", { name }) }, { value: "far", label: t("far"), sub: t("far how") },
      ]} />
      {fault ? <div class="field"><Fault>{failed(fault)}</Fault></div> : null}
      <div><Button icon={how === "here" ? "qr-code" : "smartphone"} busy={busy} onClick={() => run(() => startJoining(person, how === "far"))}>{t(how === "here" ? "start" : "start far")}</Button></div>
    </div>
  );
}

function Copy({ link }: { link: string }) {
  const [done, setDone] = useState(false);
  return (
    <div class="copy"><input class="link" readOnly aria-label={t("link")} value={link} onFocus={(e) => e.currentTarget.select()} />
      <Button kind="second" onClick={() => navigator.clipboard.writeText(link).then(() => setDone(true), () => setDone(false))}>{done ? t("copied") : t("copy")}</Button></div>
  );
}

/** What the other phone needs: a code to scan, or a link and a code to read out. */
function Code({ name }: { name: string }) {
  const { made } = joining.value!, left = useLeft(made.expires_at);
  return (
    <section class="group pad code-card" aria-label={made.spoken ? t("far") : t("here")}>
      {made.spoken
        ? <><div class="field"><h2>{t("link")}</h2><p class="hint">{t("link how")}</p><Copy link={made.link} /></div>
          <div class="field"><h2>{t("spoken")}</h2><p class="hint">{t("spoken how")}</p><p class="spoken">{[...made.spoken.replace(/[\s-]/g, "")].map((c, i) => <span key={i}>{c}</span>)}</p></div></>
        : <QrImage svg={made.svg} label={t("qr", { name })} />}
      <p class="left"><b class="num" role="timer">{t("minutes", { time: clock(left) })}</b></p>
    </section>
  );
}

const ORDER: JoiningState[] = ["open", "taken", "birthday_ok", "needs_manager", "confirmed", "done"];

/** What happens, in order, with what to say aloud at each step. */
function Steps({ name, remote, state }: { name: string; remote: boolean; state: JoiningState }) {
  const at = ORDER.indexOf(state);
  const steps: { title: string; say: string; from: number; to: number }[] = [
    { title: t("step scan"), say: t("step scan say"), from: 0, to: 1 }, { title: t("step birthday"), say: t("step birthday say"), from: 1, to: 2 },
    { title: t("step them"), say: remote ? t("step them far") : t("step them say"), from: 2, to: 3 },
    ...(remote ? [{ title: t("step manager"), say: t("step manager say"), from: 3, to: 4 }] : []), { title: t("step unlock"), say: t("step unlock say"), from: 4, to: 5 },
  ].filter((step) => !(remote && step.from === 0));
  return (
    <section class="group pad" aria-label={t("title", { name })}><ol class="line">
      {steps.map((step) => {
        const look: StopLook = at >= step.to ? "done" : at >= step.from || (at === 0 && step.from <= 1 && remote) ? "going" : "to_come";
        return <li key={step.title} aria-current={look === "going" ? "step" : undefined}><Stop look={look} /><div><b>{step.title}<span class="vh">{look === "done" ? `. ${t("is done")}` : look === "going" ? `. ${t("now")}` : ""}</span></b><span class="when">{step.say}</span></div></li>;
      })}
    </ol></section>
  );
}

function Ask({ name, label }: { name: string; label: string | null }) {
  const { busy, fault, run } = useBusy();
  return (
    <section class="group pad ask" role="alert"><h2>{t("joined ask", { name })}</h2>
      {label && <p><b>{t("joined what", { label })}</b></p>}<p>{t("joined check", { name })}</p>
      {fault ? <div class="field"><Fault>{failed(fault)}</Fault></div> : null}
      <div class="btns"><Button icon="check" busy={busy} onClick={() => run(() => confirm(true))}>{t("yes", { name })}</Button><Button kind="second" icon="x" busy={busy} onClick={() => run(() => confirm(false))}>{t("no")}</Button></div>
    </section>
  );
}

function Live({ name, back }: { name: string; back: string }) {
  const { made, now } = joining.value!, remote = made.spoken !== null, over = useLeft(made.expires_at) === 0;
  useEffect(() => { const timer = setInterval(() => { if (document.visibilityState === "visible") void look(); }, EVERY); return () => clearInterval(timer); }, [made.id]);
  if (now.state === "done") return <Note look="done" icon="circle-check" live><p><b>{t("finished", { name })}</b></p><p>{t("finished how")}</p><p><a href={back}>{t("back", { name })}</a></p></Note>;
  if (settled(now) || (over && now.state === "open")) {
    return <div class="stack"><Note look="ends" live><p><b>{now.state === "ended" && !over ? t("stopped") : t("ended")}</b></p></Note><div class="btns"><Button icon="refresh-cw" onClick={dropJoining}>{t("new")}</Button><LinkButton kind="quiet" href={back}>{t("back", { name })}</LinkButton></div></div>;
  }
  return (
    <div class="two phone-two">
      <div class="stack">
        {now.state === "birthday_ok" ? <Ask name={name} label={now.phone_label} /> : now.state === "open" ? <Code name={name} /> : (
          <Note look="going" icon="smartphone" live>{now.state === "taken" ? <p>{t("scanned")}</p> : now.state === "needs_manager" ? <><p><b>{t("manager")}</b></p><p>{t("manager how")}</p></> : <p>{t("confirmed", { name })}</p>}</Note>
        )}
      </div>
      <Steps name={name} remote={remote} state={now.state} />
    </div>
  );
}

/** Adding a phone, in person by a code on this screen or at a distance. `back` is the person's own page. */
export function AddPhone({ person, name, full, back }: { person: string; name: string; full: string; back: string }) {
  useEffect(() => () => dropJoining(), [person]);
  return (
    <>
      <div class="top"><div class="lead"><p class="small"><a href={back}>{full}</a></p><h1>{t("title", { name })}</h1><p class="small">{t("lead")}</p></div></div>
      {joining.value?.person === person ? <Live name={name} back={back} /> : <Start person={person} name={name} />}
    </>
  );
}
