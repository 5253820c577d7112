import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../shared/http";
import { day, today } from "../shared/intl";
import { useKeys } from "../shared/keys";
import { Blank, Broken, Face, Icon, LinkButton, Note, Section, Skeleton, Voice } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import type { Claim, ClaimRow } from "./staff-api";
import { ClaimFiles } from "./staff-claim-files";
import { ClaimLine } from "./staff-claim-line";
import { NextStep } from "./staff-claim-step";
import { LateSheet } from "./staff-claim-late";
import { claim, claimFault, claims, nextOf, openClaim } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { money } from "./amounts";
import { failed } from "./staff-refusal";
import { dateOf, promised } from "./staff-when";

function Head({ of, row, back }: { of: Claim; row: ClaimRow | undefined; back: { current: HTMLHeadingElement | null } }) {
  const name = row?.name ?? "", clock = row && row.next !== "over" && row.due_on ? promised(row.due_on, row.days_late) : undefined;
  return (
    <header class="claim-head">
      <a class="tool claim-back" href="/staff/claims" aria-label={t("back")}><Icon name="chevron-left" /></a>
      {name && <Face name={name} small />}
      <div class="claim-who"><h2 id="claim-name" tabIndex={-1} ref={(e) => { back.current = e; }}>{of.title}</h2>
        <p class="small soft claim-facts">{row && <a href={`/staff/people/${row.young_person}`}>{name}</a>}{clock && <Clock look={clock.look}>{clock.words}</Clock>}{row?.adviser && <span>{t("adviser", { name: row.adviser })}</span>}</p></div>
      {of.pence !== null && <p class="claim-sum num">{money(of.pence)}</p>}
    </header>
  );
}

function Challenge({ of, name }: { of: Claim; name: string }) {
  if (of.challenge === null) return null;
  return (
    <Section id="challenge" title={t("challenge", { name })}>
      <Voice words={of.challenge} foot={name} />
      {of.challenge_due_on && <p class="small"><Clock look={of.challenge_due_on < today() ? "late" : "soon"}>{t("challenge by", { day: day(of.challenge_due_on) })}</Clock></p>}
    </Section>
  );
}

function Whole({ of, row }: { of: Claim; row: ClaimRow | undefined }) {
  const [said, say] = useState(""), [late, openLate] = useState(false), title = useRef<HTMLHeadingElement | null>(null), step = useRef<HTMLDivElement>(null), name = row?.name.split(" ")[0] ?? "", next = row?.next ?? nextOf(of);
  const ours = next !== "over" && next !== "young_person", asked = of.stops.find((stop) => stop.code === "asked");
  useEffect(() => { title.current?.focus({ preventScroll: true }); }, [of.id]);
  const done = (words: string) => { say(words); title.current?.focus({ preventScroll: true }); };
  const go = () => step.current?.querySelector<HTMLElement>("input:not([disabled]), select, textarea, button.btn")?.focus();
  useKeys({ d: go, l: () => { if (ours) openLate(true); } });
  return (
    <section class="claim-pane" aria-labelledby="claim-name">
      <Head of={of} row={row} back={title} />
      <p class={said ? "claim-said small" : "vh"} role="status">{said && <Icon name="check" />}{said}</p>
      <div class="claim-body">
        <div class="stack">
          {of.words ? <Voice words={of.words} foot={t("their words", { name, day: asked?.at ? day(dateOf(asked.at)) : "" })} /> : <p class="soft small">{t("no words", { name })}</p>}
          {of.files.length > 0 && <ClaimFiles files={of.files} name={name} />}
          <Challenge of={of} name={name} />
          <div class="claim-step" ref={step}><NextStep of={of} name={name} next={next} onDone={done} onLate={() => openLate(true)} /></div>
        </div>
        <Section id="line" title={t("line")}><div class="group pad"><ClaimLine of={of} name={name} />
          {of.state === "refused" && of.challenge === null && <p class="small soft">{t("challenge none", { name, advocate: of.advocate })}</p>}</div></Section>
      </div>
      {late && <LateSheet of={of} name={name} onClose={() => openLate(false)} onDone={done} />}
    </section>
  );
}

/** One claim: their words, where it stands, and the one next step. */
export function ClaimPane({ id }: { id: string }) {
  useEffect(() => { void openClaim(id); }, [id]);
  const of = claim.value?.id === id ? claim.value : null, fault = claimFault.value;
  if (of) return <>{fault ? <Note look="ends" live><p>{failed(fault)}</p></Note> : null}<Whole of={of} row={claims.value?.rows.find((row) => row.id === id)} /></>;
  if (fault instanceof Problem && fault.status === 404) return <Blank title={t("gone")} actions={<LinkButton href="/staff/claims">{t("back")}</LinkButton>}><p>{t("gone how")}</p></Blank>;
  return <div class="claim-pane">{fault ? <Broken fault={fault} again={() => openClaim(id)} extra={<></>} /> : <Skeleton rows={3} />}</div>;
}
