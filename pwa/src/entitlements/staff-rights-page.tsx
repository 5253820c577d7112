import { useEffect, useState } from "preact/hooks";
import "./staff-claims.css";
import "./staff-rights.css";
import { Problem } from "../shared/http";
import { count, longDay } from "../shared/intl";
import { Blank, Broken, Button, LinkButton, Note, Skeleton } from "../shared/ui";
import { Tabs } from "../shared/ui/tabs";
import type { Fact, StaffRights } from "./staff-api";
import { ChangeFact, FactsPanel } from "./staff-facts";
import { RightsList } from "./staff-rights-list";
import { factsBy, loadRights, questionsOf, staffRights, staffRightsFault } from "./staff-rights-store";
import { t } from "./staff-rights-words";
import { Talks, TalkSheet, TheirClaims } from "./staff-talks";
import { WhatIfPanel } from "./staff-what-if";

/** As many questions as one talk holds. */
const AT_ONCE = 3;

/** The questions whose answers settle most, each to write down at once. */
function AskFirst({ of, onDone }: { of: StaffRights; onDone: (words: string) => void }) {
  const [open, setOpen] = useState<Fact | null>(null), first = questionsOf(of.rights).filter((one) => of.facts.some((fact) => fact.fact === one.question.fact)).slice(0, AT_ONCE);
  if (!first.length) return null;
  return (
    <div class="group ask-first"><h3 class="pad">{t("ask first")}</h3>
      <ul>{first.map(({ question, settles }) => <li class="row flat" key={question.fact}><span class="b"><b>{question.words}</b><span class="sub">{t("ask settles", { n: settles })}</span></span>
        <Button class="sm" kind="second" label={t("add for", { question: question.words })} onClick={() => setOpen(of.facts.find((fact) => fact.fact === question.fact)!)}>{t("add")}</Button></li>)}</ul>
      {open && <ChangeFact fact={open} of={of} onClose={() => setOpen(null)} onDone={onDone} />}
    </div>
  );
}

export type RightsTab = "now" | "if" | "facts";

/** One young person's rights for those who work with them. `who` comes from another room; `tab` belongs to the address. */
export function StaffRightsPage({ person, who, tab, onTab }: { person: string; who: { name: string; born_on: string } | undefined; tab: RightsTab; onTab: (next: RightsTab) => void }) {
  const [said, say] = useState(""), [talking, talk] = useState(false);
  useEffect(() => { void loadRights(person); say(""); }, [person]);
  const of = staffRights.value?.young_person === person ? staffRights.value : null, fault = staffRightsFault.value;
  if (!of && fault instanceof Problem && fault.status === 404) return <Blank title={t("gone")} actions={<LinkButton href="/staff">{t("to week")}</LinkButton>}><p>{t("gone how")}</p></Blank>;
  if (!of) return fault ? <Broken fault={fault} again={() => loadRights(person)} extra={<></>} /> : <Skeleton rows={6} words={t("loading")} />;
  const name = of.known_as, known = factsBy(of.facts);
  return (
    <>
      <div class="top"><div class="lead"><p class="small"><a href={`/staff/people/${person}`}>{who?.name ?? name}</a> / {t("rights")}</p><h1>{t("title", { name })}</h1><p class="small">{t("lead", { name, date: longDay(of.on, of.on) })}</p></div>
        <Button icon="message-square-text" {...(tab === "now" ? {} : { kind: "second" as const })} onClick={() => talk(true)}>{t("talk")}</Button></div>
      {said && <Note look="done" icon="circle-check" live><p>{said}</p></Note>}
      {of.hidden > 0 && <Note icon="lock"><p><b>{t("hidden", { name, n: of.hidden })}</b></p><p>{t("hidden how", { name })}</p></Note>}
      <p class="small jump"><a href="#their-claims">{t("jump", { count: count(of.claims.length + of.talks.length) })}</a></p>
      <div class="two rights-two">
        <div class="stack"><Tabs label={t("tabs")} value={tab} onChange={onTab} tabs={[{ value: "now", label: t("tab now") }, { value: "if", label: t("tab if") }, { value: "facts", label: t("tab facts", { count: count(known.council.length + known.theirs.length) }) }]}>
          {tab === "now" ? <RightsList rights={of.rights} name={name} on={of.on} ask={<AskFirst of={of} onDone={say} />} /> : tab === "if" ? <WhatIfPanel of={of} born={who?.born_on} key={person} /> : <FactsPanel of={of} onDone={say} />}</Tabs></div>
        <div class="stack wide-stack"><TheirClaims of={of} /><Talks of={of} /></div>
      </div>
      {talking && <TalkSheet of={of} onClose={() => talk(false)} onDone={say} />}
    </>
  );
}
