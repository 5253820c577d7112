import { useEffect, useRef, useState } from "preact/hooks";
import "./staff-waiting.css";
import { NoSignal, Problem } from "../shared/http";
import { dayOf } from "../shared/intl";
import { Blank, Button, Choices, Fault, Field, Icon, LinkButton, Note, Skeleton, useBusy } from "../shared/ui";
import { api, type GlassPage as Page, type GlassReason } from "./staff-api";
import { dayHead, Said } from "./staff-message";
import { breakGlass, closeGlass, glasses, glassPage, loadGlasses, readUnderGlass, shutGlass } from "./staff-waiting-store";
import { t } from "./staff-waiting-words";

const REASONS: readonly GlassReason[] = ["safety", "missing", "complaint", "no_cover"];
/** The shortest reason, in letters. */
const SHORTEST = 20;

function says(fault: unknown): string {
  if (fault instanceof NoSignal) return t("no signal");
  if (!(fault instanceof Problem)) return t("failed");
  return fault.status === 429 ? t("too many") : fault.status === 409 ? t("blocked") : fault.type === "wrong-sign-in" ? t("code wrong") : t("failed");
}

function Ask({ person, name }: { person: string; name: string }) {
  const [why, setWhy] = useState<GlassReason>(), [reason, setReason] = useState(""), [code, setCode] = useState(""), [tried, setTried] = useState(false), { busy, fault, run, clear } = useBusy();
  const digits = code.replace(/\s/g, ""), short = SHORTEST - reason.trim().length, six = /^\d{6}$/.test(digits);
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (why && short <= 0 && six) void run(() => breakGlass(person, why, reason.trim(), digits));
  };
  return (
    <form class="stack glass-form" onSubmit={submit} noValidate>
      <div class="lead"><h1>{t("glass", { name })}</h1><p>{t("glass lead")}</p></div>
      {glasses.value?.blocked ? <Note look="ends"><p>{t("blocked")}</p></Note> : <>
        <Note look="ends" icon="eye"><p>{t("glass told", { name })}</p></Note>
        <Choices legend={t("why")} options={REASONS.map((one) => ({ value: one, label: t(one) }))} value={why} onChange={setWhy} err={tried && !why ? t("why missing") : undefined} />
        <Field label={t("reason")} hint={t("reason hint", { name })} rows={4} value={reason} onInput={setReason} maxLength={1000} err={tried && short > 0 ? t("reason short", { n: short }) : undefined} />
        <Field label={t("code")} hint={t("code hint")} value={code} onInput={(next) => { setCode(next); clear(); }} inputMode="numeric" autocomplete="one-time-code" name="code" maxLength={7} class="code" err={tried && !six ? t("code short") : fault ? says(fault) : undefined} />
        <div class="btns"><Button type="submit" kind="danger" busy={busy}>{t("go")}</Button><LinkButton kind="quiet" href="/staff/waiting">{t("cancel")}</LinkButton></div></>}
    </form>
  );
}

/** Whole minutes until an instant, at least 0; looked at again every 10 s. `onOver` is called once when there are none. */
function useMinutes(until: string, onOver: () => void): number {
  const left = (): number => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 60_000)), [now, set] = useState(left);
  useEffect(() => {
    const look = (): void => { set(left()); if (left() === 0) { clearInterval(timer); onOver(); } }, timer = setInterval(look, 10_000);
    look();
    return () => clearInterval(timer);
  }, [until]);
  return now;
}

function Under({ of, onClosed }: { of: Page; onClosed: () => void }) {
  const { glass, messages, more } = of, { busy, fault, run } = useBusy(), title = useRef<HTMLHeadingElement>(null), name = glass.name;
  const minutes = useMinutes(glass.until_at, () => void readUnderGlass(glass.young_person).catch(shutGlass));
  useEffect(() => title.current?.focus(), []);
  return (
    <>
      <div class="glass-banner"><Icon name="eye" /><div><h1 ref={title} tabIndex={-1}>{t("banner", { name })}</h1><p role="timer">{t("left", { n: minutes, name })}</p></div>
        <Button kind="second" busy={busy} onClick={() => run(async () => { await closeGlass(glass.young_person); onClosed(); })}>{t("close")}</Button></div>
      {fault ? <Fault>{fault instanceof NoSignal ? t("no signal") : t("failed")}</Fault> : null}
      <section class="glass-thread" aria-label={t("thread", { name })}>
        {more && messages[0] && <div><Button kind="second" class="sm" busy={busy} onClick={() => run(() => readUnderGlass(glass.young_person, messages[0]!.seq))}>{t("older")}</Button></div>}
        {!messages.length && <p>{t("empty")}</p>}
        {messages.map((one, i) => <div class="talk-one" key={one.id}>{(!messages[i - 1] || dayOf(messages[i - 1]!.sent_at) !== dayOf(one.sent_at)) && <p class="day">{dayHead(one.sent_at)}</p>}<Said message={one} name={name} bytes={(id) => api.fileUnderGlass(glass.young_person, id)} /></div>)}
      </section>
    </>
  );
}

/** Opening one young person's messages with a reason, and reading them. `name` is theirs. */
export function GlassPage({ person, name }: { person: string; name: string | undefined }) {
  const { fault, run } = useBusy(), [closed, setClosed] = useState(false), open = glassPage.value?.glass.young_person === person ? glassPage.value : null, mine = glasses.value?.mine.some((one) => one.young_person === person);
  // The words leave the memory with the page.
  useEffect(() => { setClosed(false); void run(async () => { await loadGlasses(); if (glasses.value?.mine.some((one) => one.young_person === person)) await readUnderGlass(person); }); return shutGlass; }, [person]);
  if (open) return <Under of={open} onClosed={() => setClosed(true)} />;
  if (closed) return <Blank title={t("closed")} actions={<LinkButton href="/staff/waiting">{t("back")}</LinkButton>} />;
  if (fault) return <Blank alert title={t("gone")} actions={<LinkButton href="/staff/waiting">{t("back")}</LinkButton>}><p>{says(fault)}</p></Blank>;
  return name && glasses.value && !mine ? <Ask person={person} name={name} /> : <Skeleton rows={3} />;
}
