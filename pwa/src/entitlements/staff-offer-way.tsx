import { useState } from "preact/hooks";
import { day, today } from "../shared/intl";
import { Button, Fault, Field, Note, Sheet, Stop, useBusy } from "../shared/ui";
import type { Offer } from "./staff-api";
import { DayField } from "./staff-day";
import { faultsIn, publishOffer, sendOffer, stageOf, takeBack } from "./staff-offer-store";
import { says } from "./staff-offer-says";
import { t } from "./staff-offer-words";

type Props = { of: Offer; onDone: (words: string) => void };

function SendSheet({ onClose, onDone }: { onClose: () => void; onDone: (words: string) => void }) {
  const [why, setWhy] = useState(""), [from, setFrom] = useState(""), [tried, setTried] = useState(false), { busy, fault, run } = useBusy();
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (why.trim()) void run(() => sendOffer(why.trim(), from || null)).then((ok) => { if (ok) { onClose(); onDone(t("sent")); } }); };
  return (
    <Sheet title={t("send title")} lead={t("send lead")} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      <Field label={t("send why")} hint={t("send hint")} value={why} onInput={setWhy} rows={3} maxLength={400} err={tried && !why.trim() ? t("send missing") : undefined} />
      <DayField label={t("send from")} hint={t("send from hint")} value={from} onInput={setFrom} />
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <div class="btns"><Button type="submit" busy={busy}>{t("send yes")}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form></Sheet>
  );
}

function PublishSheet({ of, onClose, onDone }: Props & { onClose: () => void }) {
  const { busy, fault, run } = useBusy();
  return (
    <Sheet title={t("publish title")} lead={t("publish lead")} onClose={onClose}><div class="stack">
      {of.sent_why && <p>{t("way why", { why: of.sent_why })}</p>}{of.sent_from && <p>{t("way from", { day: day(of.sent_from) })}</p>}
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <div class="btns"><Button busy={busy} onClick={() => run(publishOffer).then((ok) => { if (ok) { onClose(); onDone(t("published")); } })}>{t("publish yes")}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></div></Sheet>
  );
}

/** The one next thing for the draft. */
export function OfferNext({ of, onDone }: Props) {
  const [open, setOpen] = useState<"send" | "publish" | null>(null), { busy, fault, run } = useBusy(), stage = stageOf(of), bad = faultsIn(of), close = () => setOpen(null);
  const back = () => run(takeBack).then((ok) => { if (ok) onDone(t("backed")); });
  return (
    <div class="btns">
      {fault ? <Fault>{says(fault)}</Fault> : null}
      {(stage === "mine" || stage === "second") && <Button kind="second" busy={busy} onClick={back}>{t("back")}</Button>}
      {stage === "drafted" && <Button icon="send" disabled={bad > 0} {...(bad ? { describedBy: "mend" } : {})} onClick={() => setOpen("send")}>{t("send")}</Button>}
      {stage === "second" && <Button icon="check" onClick={() => setOpen("publish")}>{t("publish")}</Button>}
      {open === "send" && <SendSheet onClose={close} onDone={onDone} />}
      {open === "publish" && <PublishSheet of={of} onClose={close} onDone={onDone} />}
    </div>
  );
}

/** Why whoever looks can or cannot publish, in words. */
export function WhoMay({ of }: { of: Offer }) {
  const stage = stageOf(of);
  if (stage === "mine") return <Note look="going" icon="users-round"><p><b>{t("mine")}</b></p><p>{t("mine how")}</p></Note>;
  if (stage === "second") return <Note icon="hand"><p><b>{t("second")}</b></p><p>{t("second how", { by: of.sent_by ?? "", why: of.sent_why ?? "" })}</p></Note>;
  return null;
}

/** The draft's way to the phones, stop by stop. */
export function OfferWay({ of }: { of: Offer }) {
  const stage = stageOf(of), bad = faultsIn(of), differ = of.lines.filter((line) => line.change !== "same").length, sent = stage === "mine" || stage === "second";
  return (
    <section class="group pad" aria-labelledby="way"><h2 id="way">{t("way")}</h2>
      {stage === "quiet" ? <p><b>{t("way quiet")}</b><br /><span class="soft">{t("way quiet how")}</span></p> : <ol class="line small">
        <li><Stop look="done" /><div><b>{t("way drafted")}</b><span class="when">{t("way by", { names: of.draft_by.join(", ") })}</span><span class="when">{t("way changed", { n: differ })}</span></div></li>
        <li><Stop look={bad ? "you" : "done"} /><div><b id="mend">{bad ? t("way wrong", { n: bad }) : t("way clean")}</b>{of.wrong.map((one) => <span class="when" key={one.where + one.what}>{one.what} {one.cure}</span>)}</div></li>
        <li><Stop look={sent ? "done" : bad ? "to_come" : "you"} /><div><b>{sent ? t("way sent", { by: of.sent_by ?? "" }) : t("way send")}</b>{of.sent_why && <span class="when">{t("way why", { why: of.sent_why })}</span>}{of.sent_from && <span class="when">{t("way from", { day: day(of.sent_from, today()) })}</span>}</div></li>
        <li><Stop look={stage === "second" ? "you" : stage === "mine" ? "going" : "to_come"} /><div><b>{t("way second")}</b><span class="when">{t("way second how")}</span></div></li>
        <li><Stop look="to_come" /><div><b>{t("way phones")}</b><span class="when">{t("way phones how")}</span></div></li>
      </ol>}
    </section>
  );
}
