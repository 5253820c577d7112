import { useEffect, useState } from "preact/hooks";
import { useAddress } from "../shared/address";
import { dayOf, day, plainDay, today } from "../shared/intl";
import { waiting } from "../shared/post";
import { save } from "../shared/save";
import { stage } from "../shared/stage";
import { Blank, Broken, Button, Fault, Field, Icon, LinkButton, Note, Screen, Section, Sheet, Skeleton, Voice, useBusy } from "../shared/ui";
import { fetchBytes, sendChallenge, sendConfirm, sendRead, sendWithdraw, type Claim } from "./api";
import { ClaimLine } from "./claim-line";
import { reasonWords } from "./claim-reason";
import { near, loadNear } from "./near";
import "./page.css";
import { AskAbout, TITLE, tel } from "./parts";
import { claims, claimsFault, load, loadClaims, rights } from "./store";
import { t as tc, named as namedIn } from "./claim-words";
import { t } from "./words";

const CLAIMS = "/api/claims/mine";
const waits = (path: string): boolean => waiting.value.some((w) => w.path === path && w.refused === undefined);
const afterwards = async (): Promise<void> => { await loadClaims(); if (near.peek()) void loadNear(); if (rights.peek()) void load(); };

/** Did it come? Two answers of the same weight; a no may say what went wrong. */
function Came({ claim }: { claim: Claim }) {
  const given = claim.state === "given", now = tc(claim.state === "not_come" ? "came now not_come" : "came now decided");
  const [asking, ask] = useState(false), [words, setWords] = useState(""), { busy, fault, run } = useBusy();
  const say = (came: boolean) => run(async () => { if (await sendConfirm(claim.id, came, came ? "" : words.trim())) await afterwards(); ask(false); });
  if (waits(`${CLAIMS}/${claim.id}/confirm`)) return <Note icon="clock">{tc("came waits")}</Note>;
  return (
    <Section id="came" title={given ? tc("came") : now} hidden={!given}>
      <div class="group pad"><div class="btns"><Button kind="second" icon="check" busy={busy && !asking} onClick={() => say(true)}>{given ? tc("came yes") : now}</Button>{given && <Button kind="second" icon="x" onClick={() => ask(true)}>{tc("came no")}</Button>}</div>
        {fault !== undefined && !asking && <Fault>{tc("came fault")}</Fault>}</div>
      {asking && (
        <Sheet title={tc("came no title")} onClose={() => ask(false)} exit>
          <Field label={tc("your words")} hint={tc("came no hint")} optional rows={3} maxLength={2000} value={words} onInput={setWords} />
          {fault !== undefined && <Fault>{tc("came fault")}</Fault>}
          <div class="stack"><Button wide busy={busy} onClick={() => say(false)}>{tc("came no send")}</Button><Button kind="quiet" onClick={() => ask(false)}>{t("close")}</Button></div>
        </Sheet>
      )}
    </Section>
  );
}

/** An advocate, one tap away. */
function Advocate({ claim }: { claim: Claim }) {
  return (
    <div class="group pad"><h3>{tc("side")}</h3><p>{tc("side how")}</p>
      {claim.advocate_phone ? <div class="btns"><a class="btn second" href={tel(claim.advocate_phone)}><Icon name="phone" />{namedIn("call", claim.advocate || undefined)}</a></div> : <p><a href="/help">{t("advocate")}</a></p>}
    </div>
  );
}

function ChallengeForm({ claim }: { claim: Claim }) {
  const [words, setWords] = useState(""), [none, setNone] = useState(false), { busy, fault, run } = useBusy();
  const send = async (): Promise<void> => { if (!words.trim()) return setNone(true); await run(async () => { if (await sendChallenge(claim.id, words.trim())) await afterwards(); }); };
  if (waits(`${CLAIMS}/${claim.id}/challenge`)) return <Note icon="clock">{tc("came waits")}</Note>;
  return (
    <Section id="challenge" title={tc("challenge")}>
      <form class="group pad" onSubmit={(e) => { e.preventDefault(); void send(); }}><p>{tc("challenge lead")}</p>
        <Field label={tc("challenge label")} hint={tc("challenge hint")} rows={3} maxLength={2000} value={words} onInput={(next) => { setWords(next); setNone(false); }} err={none ? tc("challenge need") : undefined} />
        {fault !== undefined && <Fault>{tc("challenge fault")}</Fault>}
        <Button wide type="submit" busy={busy}>{tc("challenge send")}</Button>
      </form>
    </Section>
  );
}

/** A no, or a part of a yes: the reason, how to argue with it, who is on their side. */
function Refused({ claim }: { claim: Claim }) {
  const reason = reasonWords(claim), open = claim.state === "challenged";
  return (
    <>
      <Section id="no" title={tc(claim.decision === "partly" ? "partly title" : "no title")}><div class="group pad">{reason && <><h3>{tc("no reason")}</h3><p>{reason}</p></>}</div></Section>
      {claim.challenge !== null ? (
        <Section id="challenged" title={tc("challenged")}>
          <Voice words={claim.challenge} />
          <p class="small soft">{!open ? tc("challenge answered") : claim.challenge_due_on ? tc(claim.challenge_due_on < today() ? "challenged late" : claim.first_due_on ? "challenged new" : "challenged by", { first: claim.first_due_on ? plainDay(claim.first_due_on) : "", day: day(claim.challenge_due_on) }) : ""}</p>
        </Section>
      ) : <ChallengeForm claim={claim} />}
      <Advocate claim={claim} />
    </>
  );
}

function ClaimFile({ id, kind, name }: { id: string; kind: string; name: string }) {
  const [bytes, setBytes] = useState<Blob>(), { busy, fault, run } = useBusy(), url = useAddress(kind === "photo" ? bytes : undefined);
  const get = () => run(async () => { const got = await fetchBytes(id); if (kind === "pdf") save(got, `${name}.pdf`); else setBytes(got); });
  return <>{url ? <img class="claim-photo" src={url} alt={name} /> : <div class="btns"><Button kind="quiet" icon={kind === "photo" ? "camera" : "file-text"} busy={busy} onClick={get}>{tc("see file", { what: name })}</Button></div>}{fault !== undefined && <Fault>{tc("file fault")}</Fault>}</>;
}

function Asked({ claim }: { claim: Claim }) {
  const { busy, fault, run } = useBusy(), mayTakeBack = ["asked", "seen", "decided"].includes(claim.state), count = (kind: string, i: number): number => claim.files.slice(0, i + 1).filter((f) => f.kind === kind).length;
  return (
    <>
      {(claim.words || claim.files.length > 0) && (
        <Section id="said" title={tc("your words")} hidden>
          {claim.words && <Voice words={claim.words} />}
          {claim.files.length > 0 && <div class="group pad"><p>{tc("files", { n: claim.files.length })}</p>{claim.files.map((f, i) => <ClaimFile key={f.id} id={f.id} kind={f.kind} name={tc(f.kind === "photo" ? "photo n" : "pdf n", { n: count(f.kind, i) })} />)}</div>}
        </Section>
      )}
      {fault !== undefined && <Fault>{t("ask fault")}</Fault>}
      {mayTakeBack && <div class="btns"><Button kind="quiet" busy={busy} onClick={() => run(async () => { await sendWithdraw(claim.id); await afterwards(); })}>{tc("withdraw")}</Button></div>}
    </>
  );
}

/** One claim: where it is on the line, whose turn it is, and what they can do about it now. */
export function ClaimPage({ id }: { id: string }) {
  const claim = claims.value?.find((one) => one.id === id), back = { href: claim ? `/rights/${claim.right}` : "/rights", label: t("rights") };
  const unsent = waiting.value.some((w) => w.path === CLAIMS && w.id === id);
  useEffect(() => { void loadClaims(); }, [id]);
  useEffect(() => { if (claim && stage.value === "open") void sendRead(id).catch(() => undefined); }, [claim?.state]);
  if (!claim && unsent) return <Screen title={TITLE} tab="/rights" back={back}><div class="lead"><h1>{t("claim")}</h1></div><Note icon="clock">{tc("claim waits")}</Note></Screen>;
  if (!claim && claimsFault.value !== undefined) return <Screen title={TITLE} tab="/rights" back={back} centred><Broken fault={claimsFault.value} again={loadClaims} /></Screen>;
  if (!claim && !claims.value) return <Screen title={TITLE} tab="/rights" back={back}><h1 class="vh">{t("claim")}</h1><Skeleton words={t("loading claim")} /></Screen>;
  if (!claim) return <Screen title={TITLE} tab="/rights" back={back} centred><Blank title={t("not found")} actions={<LinkButton href="/rights">{t("title")}</LinkButton>}><p>{t("not found how")}</p></Blank></Screen>;
  const fresh = claim.state === "asked" && claim.stops[0]?.at && dayOf(claim.stops[0].at) === today(), due = claim.stops.find((stop) => !stop.at)?.due_on;
  return (
    <Screen title={TITLE} tab="/rights" back={back}>
      <div class="lead"><h1>{claim.title}</h1><p>{tc("claim lead")}</p></div>
      {fresh && due && <Note look="done" icon="check">{tc("claim sent", { day: plainDay(due) })}</Note>}
      {claim.state === "withdrawn" && <Note>{tc("withdrawn")}</Note>}
      {claim.state === "given" && <Came claim={claim} />}
      <Section id="line" title={t("claim")} hidden><div class="group pad"><ClaimLine claim={claim} /><div class="btns"><AskAbout kind="claim" id={claim.id} words={claim.title} /></div></div></Section>
      {["decided", "not_come"].includes(claim.state) && <Came claim={claim} />}
      {(claim.decision === "no" || claim.decision === "partly") && <Refused claim={claim} />}
      <Asked claim={claim} />
    </Screen>
  );
}
