import { useEffect, useRef, useState } from "preact/hooks";
import { NoSignal, Problem } from "../shared/http";
import { Button, Fault, Note, useBusy } from "../shared/ui";
import { answerTest, sendTest, type Settings } from "./api";
import { subscribe, unsubscribe, type Here, type Turned } from "./subscribe";
import { t as own } from "./words";

/** Young people and staff are asked the same, each in words of their own. */
type Words = (key: "test" | "test ask" | "test sent" | "yes" | "no" | "test good" | "test nowhere" | "test none" | "test fault" | "test wait" | "test away" | "check" | "check signal" | "check silent" | "check allowed" | "check saving" | "again" | "again done" | "check still") => string;
type Came = "" | "asking" | "good" | "lost" | "nowhere" | "none" | "again";

/** How long the question stands for someone who went away and came back, in ms. */
const STANDS = 600_000;

const unanswered = ({ tested_at, test_came }: Settings): boolean => tested_at !== null && test_came === null && Date.now() - Date.parse(tested_at) < STANDS;

const faultKey = (fault: unknown) => fault instanceof NoSignal ? "test away" : fault instanceof Problem && fault.status === 429 ? "test wait" : "test fault";

/** A push on purpose, and the question whether it came: no server can know that. `onSaid`: the server keeps something new of it. */
export function Test({ here, of, onTurned, onSaid, t = own }: { here: Here; of: Settings; onTurned: (got: Turned) => void; onSaid: () => void; t?: Words }) {
  const [came, set] = useState<Came>(unanswered(of) ? "asking" : ""), asked = useRef(false), { busy, fault, run } = useBusy(), box = useRef<HTMLDivElement>(null);
  // What was tapped goes away; the answer takes the focus, so that it is read and seen.
  useEffect(() => { if (came && asked.current) box.current?.focus(); }, [came]);
  const on = async (): Promise<boolean> => { const got = await subscribe(); onTurned(got); return got === "on"; };
  const send = () => run(async () => {
    asked.current = true;
    if (of.shows === "none") return set("none");
    if (here === "off" && !await on()) return set("");
    set("");
    const { pushed } = await sendTest();
    onSaid();
    set(pushed ? "asking" : "nowhere");
  });
  const answer = (yes: boolean) => run(async () => { asked.current = true; await answerTest(yes); onSaid(); set(yes ? "good" : "lost"); });
  const again = () => run(async () => { await unsubscribe(); if (await on()) set("again"); });
  return (
    <>
      <Button kind="second" wide icon="bell" busy={busy && !came} onClick={send}>{t("test")}</Button>
      {fault !== undefined && <Fault>{t(faultKey(fault))}</Fault>}
      {came && (
        <div ref={box} tabIndex={-1} class={came === "asking" || came === "lost" ? "group pad came" : "said"}>
          {came === "asking" && <><div><h2>{t("test ask")}</h2><p class="small soft">{t("test sent")}</p></div><div class="yes-no"><Button kind="second" busy={busy} onClick={() => answer(true)}>{t("yes")}</Button><Button kind="second" busy={busy} onClick={() => answer(false)}>{t("no")}</Button></div></>}
          {came === "good" && <Note look="done" icon="check">{t("test good")}</Note>}
          {came === "nowhere" && <Note icon="smartphone">{t("test nowhere")}</Note>}
          {came === "none" && <Note icon="bell">{t("test none")}</Note>}
          {came === "again" && <Note look="done" icon="check">{t("again done")}</Note>}
          {came === "lost" && <>
            <h2>{t("check")}</h2>
            <ul class="checks"><li>{t("check signal")}</li><li>{t("check silent")}</li><li>{t("check allowed")}</li><li>{t("check saving")}</li></ul>
            {here === "on" && <div><Button kind="second" icon="refresh-cw" busy={busy} onClick={again}>{t("again")}</Button></div>}
            <p class="small soft">{t("check still")}</p>
          </>}
        </div>
      )}
    </>
  );
}
