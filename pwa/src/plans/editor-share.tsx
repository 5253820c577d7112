import { useState } from "preact/hooks";
import { NoSignal, Problem } from "../shared/http";
import { Button, Fault, Field, Note, Sheet, useBusy } from "../shared/ui";
import { GapLinks } from "./editor-check";
import { finish, share } from "./editor-store";
import { t } from "./editor-words";
import type { PlanStop } from "../shared/ui/chain";
import type { Gap, Hint } from "./staff-api";

function faultWords(fault: unknown): string {
  if (fault instanceof NoSignal) return t("no signal");
  return t(fault instanceof Problem && fault.type === "conflict" ? "conflict" : "failed");
}

const gapsIn = (fault: unknown): Gap[] | null => fault instanceof Problem && fault.type === "not-ready" ? (fault.body["gaps"] as Gap[] | undefined) ?? [] : null;
const hintsIn = (fault: unknown): Hint[] | null => fault instanceof Problem && fault.type === "say-why" ? (fault.body["hints"] as Hint[] | undefined) ?? [] : null;

function Why({ name, hints, onShare, onClose, busy, fault }: { name: string; hints: Hint[]; onShare: (why: string) => void; onClose: () => void; busy: boolean; fault: unknown }) {
  const [why, setWhy] = useState(""), [tried, setTried] = useState(false), short = why.trim().length < 3;
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (!short) onShare(why.trim()); };
  return (
    <Sheet title={t("say why")} lead={t("say why how")} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      <ul class="gap-links">{hints.slice(0, 5).map((hint, i) => <li key={i}>{t("hint", { words: hint.words, problem: hint.problem })}</li>)}</ul>
      <Field label={t("reason")} hint={t("reason hint")} rows={2} maxLength={400} value={why} onInput={setWhy} err={tried && short ? t("reason short") : fault ? faultWords(fault) : undefined} />
      <div class="btns"><Button type="submit" busy={busy}>{t("share with", { name })}</Button><Button kind="quiet" onClick={onClose}>{t("not now")}</Button></div></form></Sheet>
  );
}

/** Finish and Share, with what the server says against it: gaps to fill first, or words that ask for a reason. `to` makes a gap's address. */
export function Sharing({ person, name, stop, to, onDone }: { person: string; name: string; stop: PlanStop; to: (gap: Gap) => string; onDone: (words: string) => void }) {
  const [open, setOpen] = useState<"finish" | "share" | "why" | null>(null), [hints, setHints] = useState<Hint[]>([]), { busy, fault, run, clear } = useBusy();
  const close = () => { setOpen(null); clear(); }, gaps = gapsIn(fault);
  const go = (why: string | null) => run(async () => {
    try { await share(person, why); } catch (wrong) {
      const asked = why === null ? hintsIn(wrong) : null;
      if (!asked) { if (gapsIn(wrong)) setOpen(null); throw wrong; }
      setHints(asked);
      return setOpen("why");
    }
    setOpen(null);
    onDone(t("shared", { name }));
  });
  const done = () => run(async () => { await finish(person); setOpen(null); onDone(t("finished", { name })); });
  const wrong = fault && !gaps ? <div class="field"><Fault>{faultWords(fault)}</Fault></div> : null;
  return (
    <>
      <div class="btns">
        {stop === "draft" && <Button kind="second" icon="check" onClick={() => { clear(); setOpen("finish"); }}>{t("finish")}</Button>}
        <Button icon="smartphone" onClick={() => { clear(); setOpen("share"); }}>{t("share with", { name })}</Button>
      </div>
      {gaps && <div class="not-ready"><Note look="ends" live><p><b>{t("not ready")}</b></p><p>{t("not ready how")}</p><GapLinks gaps={gaps} to={to} /></Note></div>}
      {open === "finish" && <Sheet title={t("finish title")} lead={t("finish how")} onClose={close}>{wrong}<div class="btns"><Button busy={busy} onClick={done}>{t("finish yes")}</Button><Button kind="quiet" onClick={close}>{t("not now")}</Button></div></Sheet>}
      {open === "share" && <Sheet title={t("share title", { name })} lead={t("share why", { name })} onClose={close}>{wrong}<div class="btns"><Button busy={busy} onClick={() => go(null)}>{t("share yes")}</Button><Button kind="quiet" onClick={close}>{t("not now")}</Button></div></Sheet>}
      {open === "why" && <Why name={name} hints={hints} busy={busy} fault={fault} onShare={(why) => void go(why)} onClose={close} />}
    </>
  );
}
