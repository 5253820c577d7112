import { useEffect, useState } from "preact/hooks";
import type { Review } from "../shared/api";
import { NoSignal, Problem } from "../shared/http";
import { day, dayTime, daysBetween, today } from "../shared/intl";
import { Button, Fault, Section, Sheet, Voice, useBusy } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import { londonInstant } from "./staff-dates";
import { mayWrite } from "./staff-may";
import { newHome, reviewHeld, setReview } from "./staff-store";
import { t } from "./staff-words";

const failed = (fault: unknown): string => fault instanceof NoSignal ? t("no signal") : t("failed");

function Input({ label, type, value, onInput, err, hint }: { label: string; type: "date" | "time" | "text"; value: string; onInput: (next: string) => void; err?: string | undefined; hint?: string }) {
  return (
    <label class="field"><span class="strong">{label}</span>{hint && <span class="hint">{hint}</span>}
      <input type={type as "text"} value={value} aria-invalid={err ? true : undefined} onInput={(e) => onInput(e.currentTarget.value)} />
      {err && <Fault>{err}</Fault>}</label>
  );
}

function SetDate({ person, name, review, onDone, onClose }: { person: string; name: string; review: Review; onDone: () => void; onClose: () => void }) {
  const [on, setOn] = useState(""), [at, setAt] = useState(""), [place, setPlace] = useState(review.place), [tried, setTried] = useState(false), { busy, fault, run } = useBusy();
  const gone = on === today() && at && Date.parse(londonInstant(on, at)) <= Date.now();
  const bad = { on: !on ? t("day missing") : on < today() ? t("day past") : undefined, at: !at ? t("time missing") : gone ? t("time past") : undefined, place: place.trim() ? undefined : t("place missing") };
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!bad.on && !bad.at && !bad.place) void run(() => setReview(person, londonInstant(on, at), place.trim())).then((ok) => { if (ok) onDone(); });
  };
  return (
    <Sheet title={t("set title")} lead={t("set lead", { name })} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      <div class="pair"><Input label={t("on")} type="date" value={on} onInput={setOn} err={tried ? bad.on : undefined} /><Input label={t("at")} type="time" value={at} onInput={setAt} err={tried ? bad.at : undefined} /></div>
      <Input label={t("place")} type="text" hint={t("place hint", { name })} value={place} onInput={setPlace} err={tried ? bad.place : undefined} />
      {fault ? <div class="field"><Fault>{failed(fault)}</Fault></div> : null}
      <div class="btns"><Button type="submit" busy={busy}>{t("save")}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form></Sheet>
  );
}

type OneDayProps = { about: "held" | "moved"; person: string; name: string; onSave: (person: string, on: string) => Promise<void>; onDone: () => void; onClose: () => void };

/** One day in the past: when the review was held, or when they moved. */
function OneDay({ about, person, name, onSave, onDone, onClose }: OneDayProps) {
  const [on, setOn] = useState(today()), [tried, setTried] = useState(false), { busy, fault, run } = useBusy();
  const bad = !on ? t("day missing") : on > today() ? t("day future") : undefined;
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (!bad) void run(() => onSave(person, on)).then((ok) => { if (ok) onDone(); }); };
  const refused = fault instanceof Problem && fault.type === "not-valid";
  return (
    <Sheet title={t(`${about} title`, { name })} lead={t(`${about} lead`, { name })} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      <Input label={t("on")} type="date" value={on} onInput={setOn} err={tried ? bad : undefined} />
      {fault ? <div class="field"><Fault>{refused ? t(`${about} wrong`) : failed(fault)}</Fault></div> : null}
      <div class="btns"><Button type="submit" busy={busy}>{t("one day save")}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form></Sheet>
  );
}

/** The next review: its date and place or when it is due, what the young person said to it, setting a date, that it was held, and a move that brings it forward. */
export function StaffReview({ person, name, review }: { person: string; name: string; review: Review }) {
  const [open, setOpen] = useState<"set" | "held" | "moved" | null>(null), [said, say] = useState("");
  useEffect(() => { if (location.hash === "#review") document.getElementById("review")?.scrollIntoView(); }, []);
  const late = review.due_on && !review.at ? -daysBetween(today(), review.due_on) : 0;
  const close = () => setOpen(null), done = (words: string) => () => { setOpen(null); say(words); };
  return (
    <Section id="review" title={t("review")}>
      <div class="group pad">
        <div><p><b>{review.at ? (review.place ? t("review place", { date: dayTime(review.at), place: review.place }) : dayTime(review.at)) : review.due_on ? t("review due", { date: day(review.due_on) }) : t("review none")}</b></p>
          {review.due_on && <p class="small soft">{review.at ? t("review due why", { date: day(review.due_on), why: t(`why ${review.why}`, { name }) }) : t(`why ${review.why}`, { name })}</p>}
          {late > 0 && <p><Clock look="late">{t("late", { n: late })}</Clock></p>}</div>
        {review.answer && <p><b>{t(review.answer, { name })}</b></p>}
        {review.answer_words && <Voice words={review.answer_words} />}
        {mayWrite() && <div class="btns"><Button class="sm" kind="second" icon="calendar" onClick={() => { say(""); setOpen("set"); }}>{review.at ? t("set again") : t("set")}</Button>
          <Button class="sm" kind="second" icon="calendar-check" onClick={() => { say(""); setOpen("held"); }}>{t("held")}</Button>
          <Button class="sm" kind="second" icon="house" onClick={() => { say(""); setOpen("moved"); }}>{t("moved")}</Button></div>}
        <p role="status" class="small">{said}</p>
      </div>
      {open === "set" && <SetDate person={person} name={name} review={review} onClose={close} onDone={done(t("set done", { name }))} />}
      {open === "held" && <OneDay about="held" person={person} name={name} onSave={reviewHeld} onClose={close} onDone={done(t("held done"))} />}
      {open === "moved" && <OneDay about="moved" person={person} name={name} onSave={newHome} onClose={close} onDone={done(t("moved done"))} />}
    </Section>
  );
}
