import { useState } from "preact/hooks";
import type { Part } from "../shared/api";
import { plainDay } from "../shared/intl";
import { mayKeep } from "../shared/post";
import { Button, Fault, Field, Icon, Section, Voice, useBusy } from "../shared/ui";
import { sendWords } from "./api";
import { load } from "./store";
import { t } from "./words";

/** Their own words for a part: shown, empty, or being written. Staff see the same bubble and cannot change it. */
export function OwnWords({ part, waits }: { part: Part; waits: boolean }) {
  const [draft, setDraft] = useState<string | null>(null), [none, setNone] = useState(false), { busy, fault, run } = useBusy();
  const save = async () => {
    if (!draft?.trim()) return setNone(true);
    if (await run(async () => { if (await sendWords(part.code, draft.trim())) await load(); })) setDraft(null);
  };
  return (
    <Section id="voice" title={t("in your words")} hidden>
      {draft !== null ? (
        <form class="voice" onSubmit={(e) => { e.preventDefault(); void save(); }}>
          <Field label={t("words label")} hint={t("words hint")} rows={4} maxLength={2000} value={draft} onInput={(next) => { setDraft(next); setNone(false); }} err={none ? t("words none") : undefined} />
          {fault !== undefined && <Fault>{t("words fault")}</Fault>}
          <div class="btns"><Button type="submit" busy={busy}>{t("words save")}</Button><Button kind="quiet" onClick={() => setDraft(null)}>{t("cancel")}</Button></div>
        </form>
      ) : part.own_words ? (
        <Voice words={part.own_words} foot={<>
          <span>{waits ? t(mayKeep() ? "words wait" : "words wait here") : part.own_words_on ? t("said on", { day: plainDay(part.own_words_on) }) : ""}</span>
          <Button kind="quiet" class="foot" icon="pencil" onClick={() => setDraft(part.own_words)}>{t("change words")}</Button>
        </>} />
      ) : (
        <button type="button" class="voice empty" onClick={() => setDraft("")}><Icon name="pencil" /><span>{t("say words")}</span></button>
      )}
    </Section>
  );
}
