import { useState } from "preact/hooks";
import { day, dayOf, plainDay } from "../shared/intl";
import { Button, Chip, Fault, Section, Sheet, useBusy } from "../shared/ui";
import type { Offer } from "./staff-api";
import { undoTo } from "./staff-offer-store";
import { says } from "./staff-offer-says";
import { t } from "./staff-offer-words";

function UndoSheet({ of, number, onClose, onDone }: { of: Offer; number: number; onClose: () => void; onDone: (words: string) => void }) {
  const { busy, fault, run } = useBusy(), drop = number === of.version;
  return (
    <Sheet title={drop ? t("undo drop title") : t("undo title", { number })} lead={t(drop ? "undo drop lead" : of.drafted ? "undo lead draft" : "undo lead")} onClose={onClose}><div class="stack">
      {fault ? <Fault>{says(fault)}</Fault> : null}
      <div class="btns"><Button {...(drop ? { kind: "danger" as const } : {})} busy={busy} onClick={() => run(() => undoTo(number)).then((ok) => { if (ok) { onClose(); onDone(drop ? t("dropped") : t("undone", { number })); } })}>{t(drop ? "undo drop yes" : "undo yes")}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></div></Sheet>
  );
}

/** Every version there was: who wrote it, who published it and why; any of them can be the draft again. */
export function OfferHistory({ of, locked, onDone }: { of: Offer; locked: boolean; onDone: (words: string) => void }) {
  const [asking, ask] = useState<number | null>(null);
  return (
    <Section id="history" title={t("history")} aside={of.drafted && !locked && <Button class="sm" kind="second" onClick={() => ask(of.version)}>{t("undo drop")}</Button>}>
      {of.history.length ? <ol class="group">{of.history.map((one) => (
        <li class="row flat version" key={one.number}><span class="b"><span class="with-chip"><b>{t("version", { number: one.number })}, {plainDay(dayOf(one.published_at))}</b>{one.number === of.version && <Chip look="done">{t("now")}</Chip>}</span>
          <span>{one.why}</span><span class="sub">{t("history by", { written: one.written_by, published: one.published_by })}</span>{one.from_on && <span class="sub">{t("history from", { day: day(one.from_on) })}</span>}</span>
          {one.number !== of.version && !locked && <Button class="sm" kind="second" label={t("undo of", { number: one.number })} onClick={() => ask(one.number)}>{t("undo")}</Button>}</li>
      ))}</ol> : <p>{t("history none")}</p>}
      {asking !== null && <UndoSheet of={of} number={asking} onClose={() => ask(null)} onDone={onDone} />}
    </Section>
  );
}
