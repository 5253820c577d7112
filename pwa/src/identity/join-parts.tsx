import { useState } from "preact/hooks";
import type { Joining, Me } from "../shared/api";
import { NoSignal, Problem } from "../shared/http";
import { Button, Choices, DateField, Fault, Field, Icon, Note, Stop, isoDate, useBusy, type DateParts, type StopLook } from "../shared/ui";
import { choosePasskey, choosePin, sayBirthday, sayPhone } from "./join-api";
import { turnedAway } from "./passkey";
import { t } from "./join-words";

/** The steps on one line: what is done, where we are, what comes. */
export function Steps({ at, adviser, children }: { at: "check" | "yes" | "choose"; adviser: string; children?: preact.ComponentChildren }) {
  const look = (step: number): StopLook => { const now = ["check", "yes", "choose"].indexOf(at); return step < now ? "done" : step === now ? "you" : "to_come"; };
  const step = (n: number, words: string, sub?: string) => (
    <li aria-current={look(n) === "you" ? "step" : undefined}><Stop look={look(n)} /><div><b>{words}</b>{look(n) === "done" ? <span class="when">{t("step done")}</span> : sub && <span class="when">{sub}</span>}{look(n) === "you" && children}</div></li>
  );
  return (
    <ol class="line">
      <li><Stop look="done" /><div><b>{t("step scan")}</b><span class="when">{t("step done")}</span></div></li>
      {step(0, t("step check"))}{step(1, adviser ? t("step yes", { adviser }) : t("step yes bare"))}{step(2, t("step unlock"), t("step unlock how"))}
    </ol>
  );
}

/** Their birthday, and whether others use the phone: two answers of the same weight, none chosen before. */
export function CheckStep({ joining, onNext, onEnd, onNotMe }: { joining: Joining; onNext: (next: Joining, othersUse: boolean) => void; onEnd: () => void; onNotMe: () => void }) {
  const [born, setBorn] = useState<DateParts>({ d: "", m: "", y: "" }), [others, setOthers] = useState<"no" | "yes">(), [wrong, setWrong] = useState(""), [pick, setPick] = useState(false), [passed, pass] = useState<Joining | null>(null), { busy, fault, run } = useBusy();
  const send = () => {
    const date = isoDate(born);
    setWrong(date ? "" : t("birthday not a day")); setPick(!others);
    if (!date || !others) return;
    void run(async () => {
      try {
        const checked = passed ?? await sayBirthday(date);
        if (checked.state === "ended") return onEnd();
        if (checked.state === "birthday") return setWrong(t("birthday wrong", { n: checked.tries_left }));
        // The birthday counts once: when only the second answer fails to arrive, the first is not said again.
        pass(checked);
        onNext(await sayPhone(others === "yes"), others === "yes");
      } catch (no) {
        if (no instanceof Problem && [401, 404, 410].includes(no.status)) return onEnd();
        if (!(no instanceof Problem) || no.status >= 500) throw no;
        const left = Number(no.body["tries_left"] ?? 0);
        return left > 0 ? setWrong(t("birthday wrong", { n: left })) : onEnd();
      }
    });
  };
  return (
    <>
      <Steps at="check" adviser={joining.adviser_name}><div class="join-step"><DateField legend={t("birthday")} hint={t("birthday hint")} value={born} onChange={(next) => { setBorn(next); setWrong(""); }} err={wrong || undefined} birthday /></div></Steps>
      <Choices legend={t("others")} options={OTHERS} value={others} onChange={(next) => { setOthers(next); setPick(false); }} err={pick ? t("others pick") : undefined} />
      {fault !== undefined && <Fault>{fault instanceof NoSignal ? t("join away how") : t("join fault")}</Fault>}
      <div class="stack"><Button wide busy={busy} onClick={send}>{t("carry on")}</Button><Button kind="quiet" onClick={onNotMe}>{t("not me")}</Button></div>
      <p class="small soft">{t("once")}</p>
    </>
  );
}

const OTHERS = [{ value: "no" as const, label: t("only me"), sub: t("only me means") }, { value: "yes" as const, label: t("others too"), sub: t("others mean") }];

/** The question about others alone: the page was closed before it was answered. */
export function OthersStep({ onNext }: { onNext: (othersUse: boolean) => void }) {
  const [others, setOthers] = useState<"no" | "yes">(), [pick, setPick] = useState(false), { busy, fault, run } = useBusy();
  const send = () => others ? run(async () => { await sayPhone(others === "yes"); onNext(others === "yes"); }) : setPick(true);
  return (
    <>
      <Choices legend={t("others")} options={OTHERS} value={others} onChange={(next) => { setOthers(next); setPick(false); }} err={pick ? t("others pick") : undefined} />
      {fault !== undefined && <Fault>{fault instanceof NoSignal ? t("join away how") : t("join fault")}</Fault>}
      <div class="stack"><Button wide busy={busy} onClick={send}>{t("carry on")}</Button></div>
    </>
  );
}

/** Fingerprint or face where the phone can and nobody else uses it; else a PIN, with the reason. The server says what is wrong with a PIN that is easy to guess. */
export function ChooseStep({ othersUse, canFinger, onOpen }: { othersUse: boolean; canFinger: boolean; onOpen: (who: Me) => void }) {
  const [byPin, setByPin] = useState(othersUse || !canFinger), [pin, setPin] = useState(""), [again, setAgain] = useState(""), [seen, see] = useState(false), [wrong, setWrong] = useState(""), { busy, fault, run } = useBusy();
  const finger = () => run(async () => { try { onOpen(await choosePasskey()); } catch (no) { if (!turnedAway(no)) throw no; setWrong(t("passkey turned")); } });
  const save = () => {
    if (!/^\d{6}$/.test(pin)) return setWrong(t("pin short"));
    if (!seen && pin !== again) return setWrong(t("pin differ"));
    setWrong("");
    void run(async () => { try { onOpen(await choosePin(pin)); } catch (no) { if (!(no instanceof Problem) || ![400, 409].includes(no.status)) throw no; setWrong(String(no.body["detail"] ?? t("pin easy"))); } });
  };
  const said = wrong || (fault === undefined ? "" : fault instanceof NoSignal ? t("join away how") : t("join fault"));
  if (!byPin) {
    return <>{said && <Fault>{said}</Fault>}<div class="stack"><Button wide icon="fingerprint" busy={busy} onClick={finger}>{t("choose passkey")}</Button><Button kind="quiet" onClick={() => setByPin(true)}>{t("choose pin instead")}</Button></div></>;
  }
  const field = (label: string, value: string, set: (next: string) => void, hint?: string) =>
    <Field class="pin-input" label={label} hint={hint} type={seen ? "text" : "password"} inputMode="numeric" maxLength={6} autocomplete="off" value={value} onInput={(next) => { set(next.replace(/\D/g, "")); setWrong(""); }} />;
  return (
    <form class="stack" onSubmit={(e) => { e.preventDefault(); save(); }}>
      {othersUse && <Note icon="users">{t("shared why")}</Note>}
      {field(t("pin"), pin, setPin, t("pin hint"))}
      {!seen && field(t("pin again"), again, setAgain)}
      <button type="button" class="btn quiet" aria-pressed={seen} onClick={() => see(!seen)}><Icon name="eye" />{t(seen ? "pin hide" : "pin show")}</button>
      {said && <Fault>{said}</Fault>}
      <Button type="submit" wide busy={busy}>{t("pin save")}</Button>
      {canFinger && !othersUse && <Button kind="quiet" onClick={finger}>{t("choose passkey")}</Button>}
    </form>
  );
}
