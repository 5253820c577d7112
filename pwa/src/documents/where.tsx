import { useState } from "preact/hooks";
import { NoSignal } from "../shared/http";
import { newId } from "../shared/post";
import { Button, Choices, Fault, Field, Section, Sheet, useBusy, type Option } from "../shared/ui";
import type { Paper, Status } from "./api";
import { asked, isDeed } from "./reading";
import { say } from "./store";
import { mine, named, t } from "./words";

const CHOICES: Status[] = ["held_by_me", "held_by_someone_else", "applied", "not_started", "lost", "not_needed"];
const DEED_CHOICES: Status[] = ["held_by_me", "applied", "not_started", "not_needed"];

const sayFault = (wrong: unknown): string => t(wrong instanceof NoSignal ? "say away" : "say fault");

function sub(status: Status): { sub?: string } {
  return status === "held_by_someone_else" ? { sub: t("sub someone") } : status === "not_needed" ? { sub: t("sub not_needed") } : status === "lost" ? { sub: t("sub lost") } : {};
}

/** They say where it is, in one tap and words if they want. */
export function WhereSheet({ paper, onClose, onSaved }: { paper: Paper; onClose: () => void; onSaved: () => void }) {
  const [id] = useState(newId), [status, setStatus] = useState<Status | undefined>(undefined), [words, setWords] = useState(""), [tried, setTried] = useState(false), { busy, fault, run } = useBusy(), deed = isDeed(paper.kind);
  const options: Option<Status>[] = (deed ? DEED_CHOICES : CHOICES).map((value) => ({ value, label: mine(paper.kind, value), ...sub(value) }));
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (status) void run(() => say(paper.kind, id, status, words.trim())).then((ok) => { if (ok) onSaved(); });
  };
  return (
    <Sheet title={t(deed ? "how far ask" : "where ask")} lead={t("change lead")} onClose={onClose} exit><form class="stack" noValidate onSubmit={submit}>
      <Choices<Status> legend={paper.title} options={options} value={status} onChange={setStatus} err={tried && !status ? t("pick") : undefined} />
      <Field label={t("more")} hint={t("more hint")} value={words} onInput={setWords} rows={2} maxLength={400} optional />
      {fault !== undefined && <Fault>{sayFault(fault)}</Fault>}
      <Button type="submit" wide busy={busy}>{t("save")}</Button><Button kind="quiet" onClick={onClose}>{t("close")}</Button>
    </form></Sheet>
  );
}

/** Somebody of the council says that they have it. Two answers of the same weight, one tap each. */
export function Question({ paper, onSaved }: { paper: Paper; onSaved: () => void }) {
  const [ids] = useState(() => ({ yes: newId(), no: newId() })), { busy, fault, run } = useBusy(), by = asked(paper), deed = isDeed(paper.kind);
  const answer = (yes: boolean) => () => run(() => say(paper.kind, yes ? ids.yes : ids.no, yes ? "held_by_me" : "not_started", "")).then((ok) => { if (ok) onSaved(); });
  if (by === null) return null;
  return (
    <Section id="question" title={t("question")} hidden>
      <div class="group pad"><p>{named(deed ? "says deed" : "says it", by)}</p>{paper.where && <p class="small soft">{t("where in", { where: paper.where })}</p>}
        <div class="btns"><Button kind="second" busy={busy} onClick={answer(true)}>{t(deed ? "yes deed" : "yes")}</Button><Button kind="second" busy={busy} onClick={answer(false)}>{t(deed ? "no deed" : "no")}</Button></div>
        {fault !== undefined && <Fault>{sayFault(fault)}</Fault>}
      </div>
    </Section>
  );
}
