import { useEffect, useState } from "preact/hooks";
import type { Joining, Me } from "../shared/api";
import { NoSignal, Problem } from "../shared/http";
import { me, takeMe } from "../shared/me";
import { Blank, Button, Fault, Field, Screen, Skeleton, useBusy } from "../shared/ui";
import { askJoining, sayNotMe, take } from "./join-api";
import "./join.css";
import { CheckStep, ChooseStep, OthersStep, Steps } from "./join-parts";
import { canUsePasskey } from "./passkey";
import { forgetSecret, heldSecret } from "./secret";
import { t } from "./join-words";

/** How often the phone asks, in ms: quickly while the adviser is beside it, slowly when a manager has to be found. */
const EVERY = 2_000, QUICK_FOR = 10 * 60_000, THEN_EVERY = 15_000;

type End = "used" | "not me" | "not me unsaid" | "none" | "away";

function Ended({ end, again }: { end: End; again: () => void }) {
  const [head, how] = ({ used: ["ended", "ended how"], "not me": ["ended not you", "ended not you how"], "not me unsaid": ["ended not you", "ended not you unsaid"], none: ["no secret", "no secret how"], away: ["join away", "join away how"] } as const)[end];
  return <Blank title={t(head)} alert={!end.startsWith("not me")} actions={end === "away" ? <Button onClick={again}>{t("try")}</Button> : <Button kind="second" onClick={() => location.replace("/")}>{t("start")}</Button>}><p>{t(how)}</p></Blank>;
}

/** Asks again and again whether the adviser has said yes. The server ends it: a code whose time is up is "ended". */
function useConfirmed(waiting: boolean, onChange: (next: Joining) => void, onEnd: (end: End) => void): void {
  useEffect(() => {
    if (!waiting) return;
    let timer = 0, over = false;
    const quick = Date.now() + QUICK_FOR;
    const ask = async () => {
      try {
        const now = await askJoining();
        if (over) return;
        if (now.state === "ended") return onEnd("used");
        if (now.state === "confirmed") return onChange(now);
      } catch (no) {
        if (over) return;
        if (no instanceof Problem && no.status < 500 && no.status !== 429) return onEnd("used");
      }
      timer = window.setTimeout(ask, Date.now() < quick ? EVERY : THEN_EVERY);
    };
    timer = window.setTimeout(ask, EVERY);
    return () => { over = true; clearTimeout(timer); };
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
  // Where it cannot be said, nothing opens either: that takes the adviser's yes.
  const notMe = () => { forgetSecret(); return sayNotMe().then(() => setEnd("not me"), () => setEnd("not me unsaid")); };
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
