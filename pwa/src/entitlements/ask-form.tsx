import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { NoSignal, Problem } from "../shared/http";
import { Blank, Broken, Button, Fault, Field, LinkButton, Screen, Skeleton, useBusy } from "../shared/ui";
import { penceOf } from "./amounts";
import { sendClaim, sendFile } from "./api";
import { draftOf, dropDraft, keepDraft, type Draft } from "./draft";
import { ClaimFiles } from "./files";
import { loadOffer, offer, offerFault } from "./offer";
import "./page.css";
import { TITLE } from "./parts";
import { loadClaims } from "./store";
import type { PackRight } from "./types";
import { t as tc } from "./claim-words";
import { t } from "./words";

type Wrong = { sum?: string; words?: string };

/** Sends the files that the server does not have yet, then the claim. Throws when a file could not go; without files the claim waits for signal by itself. */
async function sendAll(draft: Draft, right: string, pence: number | null): Promise<boolean> {
  for (let again = true; ; again = false) {
    for (const file of draft.files) if (!file.there) { await sendFile(file.id, file.kind, file.bytes); file.there = true; }
    try { return await sendClaim({ id: draft.id, right, words: draft.words.trim(), pence, files: draft.files.map((one) => one.id) }); } catch (wrong) {
      // The server keeps a file without its claim for a day only. It gets them once more.
      if (!again || !(wrong instanceof Problem) || wrong.body["file"] !== "missing") throw wrong;
      for (const file of draft.files) file.there = false;
    }
  }
}

function Form({ pack }: { pack: PackRight }) {
  const { route } = useLocation(), [draft, setDraft] = useState(() => draftOf(pack.id)), [wrong, setWrong] = useState<Wrong>({}), { busy, fault, run } = useBusy(), { ask } = pack;
  const change = (more: Partial<Draft>): void => { const next = { ...draft, ...more }; keepDraft(pack.id, next); setDraft(next); setWrong({}); };
  const send = async (): Promise<void> => {
    const pence = ask.asks_amount ? penceOf(draft.sum) : null, said = draft.words.trim();
    if (pence === undefined || (ask.asks_words && !said)) return setWrong({ ...(pence === undefined ? { sum: tc("form amount bad") } : {}), ...(ask.asks_words && !said ? { words: tc("form words need") } : {}) });
    if (!await run(async () => { if (await sendAll(draft, pack.id, pence)) await loadClaims(); })) return;
    dropDraft(pack.id);
    route(`/rights/claims/${draft.id}`, true);
  };
  return (
    <form class="form" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      {ask.asks_words && <Field label={ask.asks_words} rows={3} maxLength={2000} value={draft.words} onInput={(words) => change({ words })} err={wrong.words} />}
      {ask.asks_amount && <Field label={tc("form amount")} hint={tc("form amount hint")} inputMode="text" value={draft.sum} onInput={(sum) => change({ sum })} err={wrong.sum} />}
      {ask.takes_files && <ClaimFiles files={draft.files} onChange={(files) => change({ files })} />}
      {ask.answer_days > 0 && <p class="small soft">{t("answer days", { n: ask.answer_days })}</p>}
      {fault !== undefined && <Fault>{fault instanceof NoSignal ? tc("form needs signal") : t("ask fault")}</Fault>}
      <Button wide type="submit" busy={busy}>{tc("form send")}</Button>
    </form>
  );
}

/** The short form: only what the council needs to know for this one. */
export function AskPage({ id }: { id: string }) {
  const pack = offer.value?.rights.find((one) => one.id === id);
  useEffect(() => { if (!offer.value) void loadOffer(); }, []);
  const back = { href: `/rights/${id}`, label: t("rights") };
  if (!offer.value) return <Screen title={TITLE} tab="/rights" back={back}>{offerFault.value !== undefined ? <Broken fault={offerFault.value} again={() => loadOffer()} /> : <><h1>{tc("form title")}</h1><Skeleton /></>}</Screen>;
  if (!pack?.ask.in_app) return <Screen title={TITLE} tab="/rights" back={back} centred><Blank title={t("not found")} actions={<LinkButton href="/rights">{t("title")}</LinkButton>}><p>{t("not found how")}</p></Blank></Screen>;
  return <Screen title={TITLE} tab="/rights" back={back}><div class="lead"><h1>{tc("form title")}</h1><p>{tc("form lead", { title: pack.title })}</p></div><Form pack={pack} /></Screen>;
}
