import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import type { Answer } from "../shared/api";
import { Button, Choices, Fault, Field, Sheet, useBusy } from "../shared/ui";
import { sendAnswer } from "./api";
import { PlanPage } from "./page";
import { load, mine } from "./store";
import { named, t } from "./words";

const FOUR: Answer[] = ["agree", "partly", "disagree", "not_now"];

/** Four answers of the same weight, none chosen before. It says who sees it, and that nothing is lost by a no. */
function AnswerSheet() {
  const { route } = useLocation(), plan = mine.value?.plan, version = plan?.version;
  const [answer, choose] = useState<Answer | undefined>(version?.answer ?? undefined), [words, setWords] = useState(version?.answer_words ?? ""), [missing, setMissing] = useState(false);
  const { busy, fault, run } = useBusy(), close = () => route("/plan", true);
  if (!version) return null;
  const send = async () => {
    if (!answer) return setMissing(true);
    if (await run(async () => { if (await sendAnswer(version.id, answer, words.trim())) await load(); })) close();
  };
  return (
    <Sheet title={t("think")} lead={named("think lead", plan?.adviser?.given_name)} onClose={close} exit>
      <Choices legend={t("answer")} hideLegend options={FOUR.map((one) => ({ value: one, label: t(one) }))} value={answer} onChange={(next) => { choose(next); setMissing(false); }} err={missing ? t("pick one") : undefined} />
      <Field label={t("would change")} optional rows={2} maxLength={2000} value={words} onInput={setWords} />
      {fault !== undefined && <Fault>{t("answer fault")}</Fault>}
      <div class="stack"><Button wide busy={busy} onClick={send}>{t("send answer")}</Button><Button kind="quiet" onClick={close}>{t("close")}</Button></div>
      <p class="small soft">{t("side")} <a href="/help">{t("side link")}</a></p>
    </Sheet>
  );
}

/** The plan with the answer sheet over it. */
export function AnswerPage() { return <PlanPage sheet={mine.value?.plan.version ? <AnswerSheet /> : null} />; }
