import { useEffect, useState } from "preact/hooks";
import type { Joining, Me } from "../shared/api";
import { NoSignal, Problem } from "../shared/http";
import { me, takeMe } from "../shared/me";
import { Blank, Button, Fault, Field, LinkButton, Screen, Skeleton, useBusy } from "../shared/ui";
import { askJoining, take } from "./join-api";
import "./identity.css";
import { CheckStep, ChooseStep, OthersStep, Steps } from "./join-parts";
import { canUsePasskey } from "./passkey";
import { forgetSecret, heldSecret } from "./secret";
import { t } from "./join-words";

const EVERY = 2_000, AT_MOST = 10 * 60_000;

type End = "used" | "time" | "not me" | "none" | "away";

function Ended({ end, again }: { end: End; again: () => void }) {
  const [head, how] = ({ used: ["ended", "ended how"], time: ["ended time", "ended how"], "not me": ["ended not you", "ended not you how"], none: ["no secret", "no secret how"], away: ["join away", "join away how"] } as const)[end];
  return <Blank title={t(head)} alert={end !== "not me"} actions={end === "away" ? <Button onClick={again}>{t("try")}</Button> : <LinkButton href="/" kind="second">{t("start")}</LinkButton>}><p>{t(how)}</p></Blank>;
}

/** Asks every two seconds, ten minutes at most, whether the adviser has said yes. */
function useConfirmed(waiting: boolean, onChange: (next: Joining) => void, onEnd: (end: End) => void): void {
  useEffect(() => {
    if (!waiting) return;
    let timer = 0;
    const until = Date.now() + AT_MOST;
    const ask = async () => {
      if (Date.now() > until) return onEnd("time");
      try {
        const now = await askJoining();
        if (now.state === "ended") return onEnd("used");
        if (now.state === "confirmed") return onChange(now);
      } catch (no) { if (no instanceof Problem && no.status < 500 && no.status !== 429) return onEnd("used"); }
      timer = window.setTimeout(ask, EVERY);
    };
    timer = window.setTimeout(ask, EVERY);
    return () => clearTimeout(timer);
  }, [waiting]);
}

/** A code was sent by message: the eight characters read out on the call go with it. */
function Spoken({ onCode, wrong }: { onCode: (code: string) => Promise<unknown>; wrong: boolean }) {
  const [code, setCode] = useState(""), { busy, fault, run } = useBusy();
  return (
    <form class="stack" onSubmit={(e) => { e.preventDefault(); void run(() => onCode(code.replace(/[\s-]/g, "").toUpperCase())); }}>
      <Field label={t("spoken")} hint={t("spoken hint")} value={code} maxLength={11} onInput={setCode} spellcheck={false} err={wrong ? t("spoken wrong") : undefined} />
      {fault !== undefined && <Fault>{fault instanceof NoSignal ? t("join away how") : t("join fault")}</Fault>}
      <Button type="submit" wide busy={busy}>{t("carry on")}</Button>
    </form>
  );
}

/** A phone that came in by its passkey was never asked whether others use it: asked once, before anything shows. */
export function AskOthers({ onDone }: { onDone: () => void }) {
  return <Screen title="Onward"><div class="lead"><h1>{t("others")}</h1><p>{t("ask others lead")}</p></div><OthersStep onNext={onDone} /></Screen>;
}

/** A phone joins: the code is spent, the birthday said, the adviser says yes, and a way to unlock is chosen. `onOpen` then gets the server's answer. */
export function Join({ onOpen }: { onOpen: (who: Me) => void }) {
  const [joining, setJoining] = useState<Joining | null>(null), [end, setEnd] = useState<End | null>(null), [spoken, setSpoken] = useState<"no" | "ask" | "wrong">("no"), [others, setOthers] = useState<boolean | null>(me.value?.shared_phone ?? null), [finger, setFinger] = useState(false);
  const took = (next: Joining) => { forgetSecret(); setEnd(next.state === "ended" ? "used" : null); setJoining(next); };
  const spend = async (code: string | null) => {
    try { took(heldSecret() ? await take(heldSecret(), code) : await askJoining()); } catch (no) {
      if (no instanceof NoSignal) return setEnd("away");
      if (!(no instanceof Problem) || no.status >= 500) throw no;
      if (no.body["needs"] === "spoken" && Number(no.body["tries_left"]) > 0) return setSpoken(code === null ? "ask" : "wrong");
      setEnd(heldSecret() ? "used" : "none");
      forgetSecret();
    }
  };
  useEffect(() => { void canUsePasskey().then(setFinger); void spend(null).catch(() => setEnd("away")); }, []);
  useConfirmed(joining?.state === "waiting" && !end, setJoining, setEnd);
  // Nothing opens without the adviser's yes, so the way to end it is their no.
  const notMe = () => { forgetSecret(); setEnd("not me"); };
  const adviser = joining?.adviser_name ?? "", who = joining?.given_name ?? "";
  if (end) return <Screen title="Onward" centred><Ended end={end} again={() => { setEnd(null); void spend(null).catch(() => setEnd("away")); }} /></Screen>;
  if (spoken !== "no" && !joining) return <Screen title="Onward"><div class="lead"><h1>{t("join")}</h1><p>{t("join lead bare")}</p></div><Spoken onCode={spend} wrong={spoken === "wrong"} /></Screen>;
  if (!joining) return <Screen title="Onward"><h1>{t("join")}</h1><Skeleton rows={1} /></Screen>;
  return (
    <Screen title="Onward">
      {joining.state === "birthday" && <>
        <div class="lead"><h1>{t("join")}</h1><p>{adviser ? t("join lead", { adviser }) : t("join lead bare")}</p></div>
        <CheckStep joining={joining} onNext={(next, use) => { setOthers(use); setJoining(next); }} onEnd={() => setEnd("used")} onNotMe={notMe} />
      </>}
      {joining.state === "waiting" && <>
        <div class="lead" role="status"><h1>{adviser ? t("waiting", { adviser }) : t("waiting bare")}</h1><p>{t(joining.remote ? "waiting remote" : "waiting lead")}</p></div>
        <Steps at="yes" adviser={adviser} /><Button kind="quiet" onClick={notMe}>{t("not me")}</Button>
      </>}
      {joining.state === "confirmed" && <>
        <div class="lead"><h1>{who ? t("join named", { name: who }) : t("choose")}</h1><p>{t("choose lead")}</p></div>
        {others === null ? <OthersStep onNext={setOthers} /> : <ChooseStep othersUse={others} canFinger={finger} onOpen={(open) => onOpen(takeMe(open))} />}
      </>}
    </Screen>
  );
}
