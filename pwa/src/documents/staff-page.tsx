import { useEffect, useState } from "preact/hooks";
import "./page.css";
import "./staff.css";
import { Problem } from "../shared/http";
import { count, daysBetween, plainDay, shortDay } from "../shared/intl";
import { Blank, Broken, Button, Chip, LinkButton, Note, Skeleton } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import type { Paper, StaffPapers } from "./staff-api";
import { dueOn, GROUPS, inGroup } from "./staff-grouping";
import { loadStaffPapers, staffPapers, staffPapersFault } from "./staff-store";
import { statusWords, stepWords, t, usualWords } from "./staff-words";
import { PaperSheet } from "./staff-write";

/** Days ahead from which a day is pressing. */
const SOON = 14;

const nothing = <><span class="soft" aria-hidden="true">–</span><span class="vh">{t("nothing said")}</span></>;

function Next({ paper: one, name, asked }: { paper: Paper; name: string; asked: boolean }) {
  if (one.standing === "with_you" || one.standing === "not_needed") return null;
  if (asked) return <span>{t("step", { who: name, what: t("says if") })}</span>;
  const step = stepWords(one, name);
  return step ? <span>{step}</span> : <span class="soft">{usualWords(one, name) || t("no step")}</span>;
}

function When({ paper: one, on }: { paper: Paper; on: string }) {
  const due = dueOn(one);
  if (!due || one.standing === "with_you" || one.standing === "not_needed") return null;
  const ahead = daysBetween(on, due);
  if (ahead < 0) return <Clock look="late">{t("late by", { n: -ahead })}</Clock>;
  return <><Clock look={ahead <= SOON ? "soon" : ""}>{shortDay(due, on)}</Clock><span class="sub">{t("in", { n: ahead })}</span></>;
}

function Line({ paper: one, of, may, onOpen }: { paper: Paper; of: StaffPapers; may: boolean; onOpen: () => void }) {
  const name = of.known_as, asked = one.council_says === "held_by_me" && one.standing === "your_turn" && one.said[0]?.by !== "", words = t(may ? "do" : "see");
  return (
    <tr data-paper={one.kind}>
      <td class="p-title"><b>{one.title}</b>{asked ? <Chip look="you" icon="hourglass">{t("asked", { name })}</Chip> : one.differs && <Chip look="ends" icon="circle-alert">{t("differs")}</Chip>}</td>
      <td class="p-they" data-head={t("they say", { name })}>{one.owner_says ? <span class="their-word">{statusWords(one.owner_says)}</span> : nothing}</td>
      <td class="p-we" data-head={t("we say")}>{one.council_says ? <span>{statusWords(one.council_says)}</span> : nothing}</td>
      <td class="p-next" data-head={t("next")}><Next paper={one} name={name} asked={asked} /></td>
      <td class="p-by" data-head={t("by")}><When paper={one} on={of.on} /></td>
      <td class="end"><Button class="sm" kind="second" label={t("of", { what: words, paper: one.title })} onClick={onOpen}>{words}</Button></td>
    </tr>
  );
}

function Table({ of, may, onOpen }: { of: StaffPapers; may: boolean; onOpen: (one: Paper) => void }) {
  const name = of.known_as;
  return (
    <div class="group"><table class="grid fold papers"><caption class="vh">{t("title", { name })}</caption>
      <thead><tr><th scope="col">{t("paper")}</th><th scope="col">{t("they say", { name })}</th><th scope="col">{t("we say")}</th><th scope="col">{t("next")}</th><th scope="col">{t("by")}</th><th scope="col"><span class="vh">{t(may ? "do" : "see")}</span></th></tr></thead>
      {GROUPS.map((group) => {
        const here = inGroup(of.papers, group);
        return here.length > 0 && <tbody key={group}><tr><th class="group-h" scope="rowgroup" colSpan={6}>{t(`g ${group}`, { name, count: count(here.length) })}</th></tr>{here.map((one) => <Line key={one.kind} paper={one} of={of} may={may} onOpen={() => onOpen(one)} />)}</tbody>;
      })}
    </table></div>
  );
}

/** What was written may have moved the line to another group: whoever is at it by keyboard goes on there. */
const focusOn = (kind: string): void => { requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-paper="${kind}"] button`)?.focus()); };

/** One young person's papers for those who work with them: both voices, the next step, and what was said. `full` comes from another room. */
export function StaffPapersPage({ person, full, may }: { person: string; full: string | undefined; may: boolean }) {
  const [said, say] = useState(""), [open, setOpen] = useState<Paper | null>(null);
  useEffect(() => { void loadStaffPapers(person); say(""); setOpen(null); }, [person]);
  const of = staffPapers.value?.young_person === person ? staffPapers.value : null, fault = staffPapersFault.value;
  if (!of && fault instanceof Problem && fault.status === 404) return <Blank title={t("gone")} actions={<LinkButton href="/staff">{t("to week")}</LinkButton>}><p>{t("gone how")}</p></Blank>;
  if (!of) return fault ? <Broken fault={fault} again={() => loadStaffPapers(person)} extra={<></>} /> : <Skeleton rows={8} words={t("loading")} />;
  const name = of.known_as, slots = { held: count(of.held), of: count(of.of), name, date: plainDay(of.turns_18_on, of.on) };
  return (
    <>
      <div class="top"><div class="lead"><p class="small"><a href={`/staff/people/${person}`}>{full ?? name}</a> / {t("papers")}</p><h1>{t("title", { name })}</h1><p class="small">{t(of.turns_18_on > of.on ? "lead" : "lead grown", slots)}</p></div></div>
      {said && <Note look="done" icon="circle-check" live><p>{said}</p></Note>}
      {of.immigration_expires_on && <Note look={of.immigration_expires_on < of.on ? "ends" : "going"} icon="calendar"><p>{t("stay ends", { date: plainDay(of.immigration_expires_on, of.on) })}</p></Note>}
      <Table of={of} may={may} onOpen={setOpen} />
      <p class="small soft">{t("counts", { name })}</p>
      {open && <PaperSheet key={open.kind} paper={open} of={of} may={may} onClose={() => setOpen(null)} onDone={(words) => { say(words); focusOn(open.kind); }} />}
    </>
  );
}
