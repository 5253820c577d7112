import { useEffect, useState } from "preact/hooks";
import { today } from "../shared/intl";
import { Broken, Button, Fault, Field, Note, Screen, Section, Skeleton, useBusy } from "../shared/ui";
import { sendAsk, sendChange } from "./api";
import { AskAbout } from "./ask";
import "./page.css";
import { t as tn } from "./near-words";
import { ComingButton, reviewSaid, reviewWords } from "./review-block";
import { fault, load, mine } from "./store";
import { named, t } from "./words";

/** One box and one button: asks for another day, or for a review. */
function Say({ id, title, label, hint, button, need, send, done }: { id: string; title: string; label: string; hint: string; button: string; need: boolean; send: (words: string) => Promise<boolean>; done: string }) {
  const [words, setWords] = useState(""), [missing, setMissing] = useState(false), [sent, setSent] = useState<"" | "now" | "later">(""), { busy, fault: wrong, run } = useBusy();
  const go = () => {
    if (need && !words.trim()) return setMissing(true);
    return run(async () => { const now = await send(words.trim()); setSent(now ? "now" : "later"); setWords(""); if (now) await load(); });
  };
  return (
    <Section id={id} title={title}>
      {sent ? <Note look="done" icon="check" live>{sent === "now" ? done : tn("waits")}</Note> : (
        <form class="group pad" onSubmit={(e) => { e.preventDefault(); void go(); }}>
          <Field label={label} hint={hint} optional={!need} rows={3} maxLength={1000} value={words} onInput={(next) => { setWords(next); setMissing(false); }} err={missing ? t("change need") : undefined} />
          {wrong !== undefined && <Fault>{tn("review fault")}</Fault>}
          <div class="btns"><Button type="submit" kind="second" busy={busy}>{button}</Button></div>
        </form>
      )}
    </Section>
  );
}

/** The next review: when and where, their yes, another day, or asking for one. */
export function ReviewPage() {
  const view = mine.value, now = today();
  useEffect(() => { void load(); }, []);
  const back = { href: "/plan", label: t("plan back") };
  if (!view) return <Screen title="Plan – Onward" tab="/plan" back={back}>{fault.value ? <Broken fault={fault.value} again={load} /> : <><h1 class="vh">{tn("review")}</h1><Skeleton words={t("loading")} /></>}</Screen>;
  const { plan, pending } = view, name = plan.adviser?.given_name, words = reviewWords(plan, now), said = reviewSaid(plan, pending.review !== null), set = Boolean(plan.review.at);
  return (
    <Screen title="Plan – Onward" tab="/plan" back={back}>
      <div class="lead"><h1>{words.head}</h1>{words.when && <p class="review-when">{words.when}</p>}{words.line && <p>{words.line}</p>}{plan.review.due_on && <p>{t(plan.review.why)}</p>}</div>
      {said && <Note look="done" icon={plan.review.answer === "coming" ? "check" : "clock"}>{said}</Note>}
      {set && plan.review.answer === null && <div class="btns"><ComingButton /></div>}
      <div class="btns"><AskAbout kind="review" words={[words.head, words.when].filter(Boolean).join(": ")} /></div>
      <p>{t("review why")}</p>
      {set
        ? <Say id="change" title={tn("change it")} label={t("change label")} hint={named("change hint", name)} button={t("change send")} need send={sendChange} done={t("sent")} />
        : plan.review.why !== "asked" && <Say id="ask" title={tn("ask")} label={t("ask label")} hint={t("ask hint")} button={tn("ask")} need={false} send={sendAsk} done={named("ask sent", name)} />}
    </Screen>
  );
}
