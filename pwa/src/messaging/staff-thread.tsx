import { useEffect, useRef, useState } from "preact/hooks";
import { NoSignal, Problem } from "../shared/http";
import { day, dayOf } from "../shared/intl";
import { keysOn, useKeys } from "../shared/keys";
import { me } from "../shared/me";
import { Blank, Broken, Button, Face, Fault, Icon, LinkButton, Note, Skeleton, useBusy } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import { Reply } from "./staff-compose";
import { PushMark } from "./staff-inbox";
import { rowFor } from "./staff-inbox-store";
import { Log } from "./staff-log";
import { NoteBar, NoteSheet } from "./staff-note";
import { choosing, made, startChoosing, stopChoosing } from "./staff-note-store";
import { draftFor, nothingToAnswer, openThread, thread, threadFault, type Open } from "./staff-thread-store";
import { promise, sinceWhen } from "./staff-when";
import { t } from "./staff-words";

const says = (fault: unknown): string => fault instanceof NoSignal ? t("no signal") : t("failed all");
/** True for those who may file a case note and hand over: advisers. */
const mayFile = (open: Open): boolean => open.which === "adviser" && me.value?.kind === "adviser";

function Standing({ of: open }: { of: Open }) {
  const { away } = open, you = away && away.name === me.value?.name;
  const slots = away && { who: away.given_name, date: day(away.until_on), cover: away.cover_given_name };
  return (
    <>
      {open.from_at && <Note look="going" icon="users-round"><p>{t("from", { date: day(dayOf(open.from_at)), name: open.known_as })}</p></Note>}
      {away && slots && <Note look="going" icon="moon"><p>{you ? t("away you", slots) : away.cover_name === me.value?.name ? t("you read", slots) : t("away", slots)}</p></Note>}
    </>
  );
}

function Head({ of: open, onDone, busy, onNote, title }: { of: Open; onDone: () => void; busy: boolean; onNote: () => void; title: { current: HTMLHeadingElement | null } }) {
  const clock = open.reply_by && open.waiting_since ? promise(open.reply_by, rowFor(open.young_person)?.late ?? Date.parse(open.reply_by) < Date.now()) : undefined;
  return (
    <header class="talk-head">
      <a class="tool talk-back" href="/staff/messages" aria-label={t("back")}><Icon name="chevron-left" /></a>
      <Face name={open.name} small />
      <div class="talk-who"><h2 id="talk-name" tabIndex={-1} ref={(e) => { title.current = e; }}>{me.value?.kind === "nurse" ? open.name : <a href={`/staff/people/${open.young_person}`}>{open.name}</a>}</h2>
        <p class="small soft talk-facts">{clock && <Clock look={clock.look}>{clock.words}</Clock>}{open.waiting_since && <span>{t("waiting since", { when: sinceWhen(open.waiting_since) })}</span>}
          {open.push === "reaches" ? <span>{t("push reaches")}</span> : <PushMark push={open.push} />}</p></div>
      <div class="talk-acts">
        {open.waiting_since && <Button kind="second" class="sm" icon="check" busy={busy} onClick={onDone}>{t("nothing")}</Button>}
        {mayFile(open) && open.messages.length > 0 && <Button kind="second" class="sm" icon="file-text" onClick={onNote}>{t("note")}</Button>}
        {mayFile(open) && <LinkButton kind="second" class="sm" href={`/staff/duty/${open.young_person}`}>{t("hand over")}</LinkButton>}
      </div>
    </header>
  );
}

/** The thread as it stands, and before it has come already the box to answer in: whoever goes on by keys never types into nothing. */
function Pane({ person, of: open, name }: { person: string; of: Open | null; name: string }) {
  const [said, say] = useState(""), title = useRef<HTMLHeadingElement | null>(null), { busy, fault, run } = useBusy(), picking = open !== null && choosing.value?.person === person;
  const head = () => title.current?.focus({ preventScroll: true }), reply = () => document.getElementById("reply")?.focus();
  // To the heading, unless they are writing already or came to write about something.
  useEffect(() => { stopChoosing(); if (open && draftFor(person).about) reply(); else if (document.activeElement?.id !== "reply") head(); }, [open !== null]);
  const done = () => open?.waiting_since && run(async () => { await nothingToAnswer(person); say(t("nothing done", { name })); head(); });
  const sent = (came: Promise<boolean>) => { head(); void came.then((kept) => say(kept ? t(keysOn.value ? "sent next" : "sent to", { name }) : "")); };
  const note = () => { if (open && mayFile(open) && open.messages.length && !picking) startChoosing(); };
  useKeys({ r: reply, e: done, c: note, ...(picking ? { Escape: stopChoosing } : {}) });
  return (
    <section class="talk-pane" aria-labelledby={open ? "talk-name" : undefined} aria-label={open ? undefined : t("messages with", { name })} aria-busy={!open || undefined}>
      {open ? <Head of={open} busy={busy} onDone={() => void done()} onNote={note} title={title} /> : <header class="talk-head"><Skeleton rows={1} /></header>}
      <div class="talk-notes">{open && <Standing of={open} />}{fault ? <Fault>{says(fault)}</Fault> : null}</div>
      {open ? <Log of={open} /> : <div class="talk" />}
      <p class={said ? "talk-said small" : "vh"} role="status">{said && <Icon name="check" />}{said}</p>
      {open && picking ? <NoteBar of={open} /> : <Reply person={person} name={name} open={open} onLeave={head} onSent={sent} />}
      {made.value && <NoteSheet note={made.value} />}
    </section>
  );
}

/** One thread: what was said, what waits, and where to answer. */
export function StaffThreadPane({ person }: { person: string }) {
  useEffect(() => { void openThread(person); }, [person]);
  const open = thread.value?.young_person === person ? thread.value : null, fault = threadFault.value, name = open?.known_as ?? rowFor(person)?.known_as;
  if (!open && fault instanceof Problem && fault.status === 404) return <Blank title={t("gone")} actions={<LinkButton href="/staff/messages">{t("back")}</LinkButton>}><p>{t("gone how")}</p></Blank>;
  if (!open && (fault || !name)) return <div class="talk-pane">{fault ? <Broken fault={fault} again={() => openThread(person)} extra={<></>} /> : <Skeleton rows={3} />}</div>;
  return <Pane person={person} of={open} name={name!} />;
}
