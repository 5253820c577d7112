import { useEffect, useRef, useState } from "preact/hooks";
import { asking } from "../shared/asking";
import { day, dayOf, time, today } from "../shared/intl";
import { mayKeep } from "../shared/post";
import { offline, stage } from "../shared/stage";
import { Broken, Button, Exit, Face, Icon, Note, Screen, Skeleton, useBusy } from "../shared/ui";
import type { Away, Card, Which } from "./api";
import { Bubbles } from "./bubbles";
import { Compose } from "./compose";
import { quote } from "./draft";
import { useFollow } from "./follow";
import { listen } from "./live";
import { cardOf, cards, loadThreads, mark } from "./near";
import "./page.css";
import { lastOf } from "./states";
import { faults, lines, load, loadOlder, viewOf } from "./store";
import { ToldSheet } from "./told";
import { named, t } from "./words";

const nameOf = (card: Card | undefined, which: Which): string => card?.name || t(which === "nurse" ? "nurse" : "team");

function ThreadBar({ card, which, back }: { card: Card | undefined; which: Which; back: string }) {
  const name = nameOf(card, which);
  return (
    <header class="bar thread-bar">
      <a class="tool" href={back} aria-label={t(back === "/" ? "to today" : "to list")}><Icon name="chevron-left" /></a>
      <Face name={name} /><div class="who"><h1>{name}</h1>{card?.name && <p class="tiny soft">{t(which)}</p>}</div>
      <a class="tool" href="/help"><Icon name="life-buoy" /><span>{t("help")}</span></a><Exit />
    </header>
  );
}

/** Who is away and who reads instead, with a number to call. */
function AwayNote({ away }: { away: Away }) {
  const now = today(), until = day(away.until_on, now), from = new Date(away.from_at) > new Date() ? (dayOf(away.from_at) === now ? time(away.from_at) : day(dayOf(away.from_at), now)) : "";
  return (
    <Note look="going" icon="moon">
      <p><b>{from ? t("away from", { name: away.given_name, from, until }) : t("away now", { name: away.given_name, day: until })}</b> {named("away reads", away.cover_name || undefined)}</p>
      {away.phone && <p><a href={`tel:${away.phone.replace(/\s/g, "")}`}>{t("away call")}</a></p>}
    </Note>
  );
}

function Older({ which, onBusy }: { which: Which; onBusy: (busy: boolean) => void }) {
  const { busy, fault, run } = useBusy();
  const get = async (): Promise<void> => { onBusy(true); await run(() => loadOlder(which)); setTimeout(() => onBusy(false), 1_000); };
  return <div class="older"><Button kind="quiet" busy={busy} onClick={() => void get()}>{t("older")}</Button>{fault !== undefined && <p class="small" role="alert">{t("older fault")}</p>}</div>;
}

/** What stands between the thread and the box, and never scrolls away: who reads next, and that this is not for emergencies. */
function Foot({ which, card, fresh, onFresh }: { which: Which; card: Card | undefined; fresh: boolean; onFresh: () => void }) {
  const [told, setTold] = useState(false), [asks, ask] = useState(false), away = card?.away, name = card?.given_name || undefined;
  const next = card?.hours_line || (away && new Date(away.from_at) <= new Date() ? (away.cover_given_name ? t("away short", { name: away.given_name, cover: away.cover_given_name }) : t("away short nobody", { name: away.given_name })) : "");
  const ok = (): void => { setTold(true); ask(false); requestAnimationFrame(() => document.querySelector<HTMLElement>(".compose textarea")?.focus()); };
  return (
    <section class="compose" aria-label={t("write")}>
      {fresh && <button type="button" class="btn second fresh" onClick={onFresh}>{t("new message")}</button>}
      {next && <p class="small centre hours">{next}</p>}
      <p class="tiny soft centre">{t("not for emergencies")} <a href="/help">{t("get help")}</a></p>
      {told || card?.told ? <Compose which={which} name={name} /> : <Button wide kind="second" icon="message-circle" onClick={() => ask(true)}>{named("write to", name)}</Button>}
      {asks && <ToldSheet which={which} card={card} onOk={ok} onClose={() => ask(false)} />}
    </section>
  );
}

/** What a keyboard may cover before it is one, in pixels. */
const KEYS = 80;

/** Where a phone lays its keyboard over the page instead of making the page smaller (iPhones do), the frame ends above it. */
function aboveTheKeyboard(): () => void {
  const seen = window.visualViewport, frame = document.querySelector<HTMLElement>(".frame");
  if (!seen || !frame) return () => undefined;
  const fit = (): void => {
    const covered = seen.scale === 1 && innerHeight - seen.height > KEYS;
    frame.style.blockSize = covered ? `${seen.height}px` : "";
    if (covered) scrollTo(0, 0);
  };
  seen.addEventListener("resize", fit);
  return () => { seen.removeEventListener("resize", fit); frame.style.blockSize = ""; };
}

/** One thread: who, what was said, and the box to answer in. */
export function Thread({ which, back }: { which: Which; back: string }) {
  const card = cardOf(which), view = viewOf(which), said = lines(which), log = useRef<HTMLDivElement>(null), [older, setOlder] = useState(false);
  const online = stage.value === "open", fault = faults.value[which], waits = said.some((one) => one.state === "waiting" || one.state === "sending");
  const seen = (): void => {
    // What they wrote themself needs no mark.
    const last = lastOf(view?.messages.filter((one) => !one.mine) ?? []);
    if (last && last.seq > (cardOf(which)?.read ?? 0) && stage.peek() === "open" && document.visibilityState === "visible" && follow.atEnd()) mark(which, last.seq, true);
  };
  const follow = useFollow(log, said, seen);
  useEffect(() => { if (!offline.value) void load(which); if (!cards.value) void loadThreads(); }, [which, online, offline.value]);
  useEffect(aboveTheKeyboard, []);
  useEffect(() => online ? listen() : undefined, [online]);
  useEffect(() => { if (asking.value && which === "adviser") { quote(which, asking.value); asking.value = null; } }, [which]);
  useEffect(seen);
  useEffect(() => {
    const shown = (): void => { if (document.visibilityState === "visible") seen(); };
    document.addEventListener("visibilitychange", shown);
    return () => document.removeEventListener("visibilitychange", shown);
  });
  const empty = !said.length && (view || !online || offline.value);
  return (
    <Screen title="Messages – Onward" top={<ThreadBar card={card} which={which} back={back} />} notes={false} class="thread-main" foot={<Foot which={which} card={card} fresh={follow.fresh} onFresh={() => { follow.toEnd(); log.current?.focus({ preventScroll: true }); }} />}>
      <div ref={log} class="stack" tabIndex={-1}>
        {card?.away && <AwayNote away={card.away} />}
        {!view && fault !== undefined && online && !offline.value ? <Broken fault={fault} again={() => load(which)} /> : !view && online && !offline.value ? <Skeleton words={t("loading")} rows={2} /> : <>
          {!view && <Note icon="wifi-off">{t("needs signal")}</Note>}
          {view && empty && <div class="blank"><h2>{named("empty", card?.given_name || undefined)}</h2><p>{t("empty how")}</p></div>}
          <Bubbles lines={said} card={card} quiet={older} before={view?.more && <Older which={which} onBusy={setOlder} />} />
          {waits && !mayKeep() && <Note icon="clock" live>{t("stay")}</Note>}
        </>}
      </div>
    </Screen>
  );
}
