import { useState } from "preact/hooks";
import { Problem } from "../shared/http";
import { day } from "../shared/intl";
import { Button, DateField, Facts, Fault, Field, Icon, isoDate, Note, Section, Tick, type DateParts } from "../shared/ui";
import { fetchLeave, keepLeave, type Immigration, type ImmigrationIn } from "./api";
import { privateFault, useFresh, useShut, type Again } from "./private";
import { load } from "./store";
import { t } from "./words";

type Draft = { leave: string; ends: DateParts; shown: boolean };
const NOTHING: ImmigrationIn = { leave: "", expires_on: null, shown: false };

function draftOf(now: Immigration | null): Draft {
  const [y = "", m = "", d = ""] = now?.expires_on?.split("-") ?? [];
  return { leave: now?.leave ?? "", ends: { d: d.replace(/^0/, ""), m: m.replace(/^0/, ""), y }, shown: now?.by === "you" && now.shown };
}

const untyped = ({ d, m, y }: DateParts): boolean => !`${d}${m}${y}`.trim();

function Form({ draft, onChange, busy, onSave, onClose }: { draft: Draft; onChange: (next: Draft) => void; busy: boolean; onSave: (said: ImmigrationIn) => void; onClose: () => void }) {
  const [tried, setTried] = useState(false), ends = isoDate(draft.ends), bad = !untyped(draft.ends) && !ends, empty = !draft.leave.trim() && untyped(draft.ends);
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (!bad && !empty) onSave({ leave: draft.leave.trim(), expires_on: ends ?? null, shown: draft.shown }); };
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <Field label={t("im what")} hint={t("im what hint")} value={draft.leave} onInput={(leave) => onChange({ ...draft, leave })} maxLength={400} optional err={tried && empty ? t("im empty") : undefined} />
      <DateField legend={t("im when")} hint={t("im when hint")} value={draft.ends} onChange={(next) => onChange({ ...draft, ends: next })} err={tried && bad ? t("im bad") : undefined} />
      <div class="group"><Tick label={t("im show")} sub={t("im show sub")} checked={draft.shown} onChange={(shown) => onChange({ ...draft, shown })} /></div>
      <p class="small soft">{t("unlocked")}</p>
      <div class="btns"><Button type="submit" kind="second" busy={busy}>{t("save")}</Button><Button kind="quiet" onClick={onClose}>{t("close")}</Button></div>
    </form>
  );
}

function Shown({ of, onShut, onChange, onAway }: { of: Immigration; onShut: () => void; onChange: () => void; onAway: () => void }) {
  return (
    <>
      <div class="cq" role="status"><Facts rows={[[t("im what"), of.leave], [t("im ends"), of.expires_on ? day(of.expires_on) : t("im no end")], [t("im seen"), t(of.shown ? "im seen yes" : "im seen no")]]} /></div>
      {of.by === "council" && <p class="small">{t("im by council")}</p>}
      <p class="small soft">{t("unlocked")}</p>
      <div class="btns"><Button kind="second" icon="lock" onClick={onShut}>{t("shut now")}</Button><Button kind="quiet" onClick={onChange}>{t("im change")}</Button>{of.by === "you" && <Button kind="quiet" onClick={onAway}>{t("im away")}</Button>}</div>
    </>
  );
}

/** What their papers to stay say and until when, in their own words, after an unlock of just now. They decide if their adviser sees it. */
export function ImmigrationBox({ kept, again }: { kept: boolean; again: Again }) {
  // undefined: shut. null: open, and nothing is kept.
  const [now, setNow] = useState<Immigration | null | undefined>(undefined), [draft, setDraft] = useState<Draft | null>(null), [said, say] = useState(""), { busy, fault, ask, pad } = useFresh(again);
  const shut = () => setNow(undefined);
  useShut(now !== undefined, shut);
  const open = () => ask(async () => {
    const got = await fetchLeave().catch((wrong: unknown) => { if (wrong instanceof Problem && wrong.status === 404) return null; throw wrong; });
    setNow(got); say("");
    if (!got) setDraft(draft ?? draftOf(null));
  });
  const save = (next: ImmigrationIn) => ask(async () => { await keepLeave(next); setDraft(null); shut(); say(t(next === NOTHING ? "im gone" : "im saved")); await load(); });
  const inside = now === undefined ? null : draft ? <Form draft={draft} onChange={setDraft} busy={busy} onSave={save} onClose={() => { setDraft(null); shut(); }} />
    : now && <Shown of={now} onShut={shut} onChange={() => setDraft(draftOf(now))} onAway={() => save(NOTHING)} />;
  return (
    <Section id="leave" title={t("im")} aside={<span class="small soft with-chip"><Icon name="lock" />{t("private")}</span>}>
      {said && <Note look="done" icon="check" live>{said}</Note>}
      <div class="group pad">
        {pad || inside || <><p>{t(kept ? "date kept" : "im how")}</p><div class="btns"><Button kind="second" icon={kept ? "eye" : "plus"} busy={busy} onClick={open}>{t(kept ? "im open" : "im put")}</Button></div></>}
        {fault !== undefined && <Fault>{privateFault(fault)}</Fault>}
      </div>
    </Section>
  );
}
