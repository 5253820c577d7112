import { useEffect, useState } from "preact/hooks";
import { asking, staysHere } from "../shared/asking";
import { day, left, plainDay, today } from "../shared/intl";
import { Blank, Broken, Button, Chip, Facts, Icon, LinkButton, Note, Screen, Section, Skeleton, Stop, Voice } from "../shared/ui";
import type { Paper } from "./api";
import { goodBy } from "./dates";
import { ImmigrationBox } from "./immigration";
import { NumberBox } from "./number";
import { TITLE } from "./page";
import "./page.css";
import type { Again } from "./private";
import { asked, CHIP, isDeed, speaker, STOP } from "./reading";
import { fault, load, papers } from "./store";
import { Question, WhereSheet } from "./where";
import { mine, named, stands, t } from "./words";

const BACK = { href: "/me/documents", label: t("back") };

export function AskAbout({ words }: { words: string }) {
  return <a class="btn quiet" href="/messages/adviser" aria-label={t("ask about", { words })} onClick={(e) => { if (staysHere(e)) asking.value = { kind: "paper", id: null, words }; }}><Icon name="message-circle" />{t("ask this")}</a>;
}

/** Both voices, where they differ: theirs as theirs, the council's beside it. */
function Voices({ paper: one }: { paper: Paper }) {
  if (!one.differs || asked(one) || !one.owner_says || !one.council_says) return null;
  const own = one.said.find((entry) => entry.by === ""), named_ = speaker(one);
  return (
    <Section id="voices" title={t("differ")}>
      <div class="two-voices"><Voice words={own?.words || mine(one.kind, one.owner_says)} foot={own && <span>{t("on", { day: plainDay(own.on) })}</span>} />
        <p class="council-says">{named("they say", named_ || undefined, { what: stands(one.kind, one.council_says) })}</p></div>
      <p class="small soft">{t("differ how")}</p>
    </Section>
  );
}

function Where({ paper: one }: { paper: Paper }) {
  return (
    <Section id="where" title={t(isDeed(one.kind) ? "how far" : "where")}>
      <div class="group pad"><p><b>{stands(one.kind, one.status)}</b></p>{one.where && <p>{t("where in", { where: one.where })}</p>}</div>
    </Section>
  );
}

/** Who does what next, and by when. Their own late steps are dated, never counted: nobody is blamed. */
function Next({ paper: one, adviser }: { paper: Paper; adviser: string | undefined }) {
  if (one.standing === "with_you" || one.standing === "not_needed" || asked(one)) return null;
  const now = today(), who = one.next_who === "young_person" ? t("you") : one.next_who === "adviser" ? adviser ?? t("adviser") : one.next_name || t("someone");
  const gone = one.next_by !== null && one.next_by < now, rest = one.next_by && !gone ? left(one.next_by, now) : "";
  return (
    <Section id="next" title={t("next")}>
      <div class="group pad cq">{one.next_who && one.next_what
        ? <div class="paper-next"><Stop look={STOP[one.standing]} /><div><h3>{one.next_what}</h3><Facts rows={[[t("who"), who], [t("by"), one.next_by ? gone ? t("passed", { day: day(one.next_by) }) : [day(one.next_by), rest].filter(Boolean).join(", ") : ""], ...goodBy(one, now)]} /></div></div>
        : <><p>{one.start_on && one.start_on > now ? t("sub from", { day: plainDay(one.start_on) }) : t("next none")}</p><Facts rows={goodBy(one, now)} /></>}
      <div class="btns"><AskAbout words={one.title} /></div></div>
    </Section>
  );
}

function Story({ paper: one }: { paper: Paper }) {
  return one.said.length > 0 && (
    <Section id="story" title={t("story")}>
      <ol class="group story">{one.said.map((entry, i) => (
        <li key={i} class={entry.by ? "" : "own"}><b>{entry.by ? t("story they", { name: entry.by, what: stands(one.kind, entry.status) }) : t("story you", { what: mine(one.kind, entry.status) })}</b>{entry.words && <span>“{entry.words}”</span>}<span class="sub">{t("on", { day: plainDay(entry.on) })}</span></li>
      ))}</ol>
    </Section>
  );
}

/** One of their papers: where it is and who says so, what is next, how to get it, and what was said. */
export function PaperPage({ kind, adviser, again }: { kind: string; adviser: string | undefined; again: Again }) {
  const of = papers.value, one = of?.papers.find((paper) => paper.kind === kind), [saying, setSaying] = useState(false), [saved, setSaved] = useState(false);
  useEffect(() => { void load(); }, []);
  if (!of) return <Screen title={TITLE} tab="/me" back={BACK} centred={fault.value !== undefined}>{fault.value !== undefined ? <Broken fault={fault.value} again={load} /> : <><h1 class="vh">{t("title")}</h1><Skeleton words={t("loading")} /></>}</Screen>;
  if (!one) return <Screen title={TITLE} tab="/me" back={BACK} centred><Blank title={t("not found")} actions={<LinkButton href="/me/documents">{t("title")}</LinkButton>}><p>{t("not found how")}</p></Blank></Screen>;
  const done = () => { setSaying(false); setSaved(true); }, deed = isDeed(one.kind), standing = one.standing;
  return (
    <>
      <Screen title={TITLE} tab="/me" back={BACK}>
        <div class="lead"><h1>{one.title}</h1><p>{one.about}</p><div class="chips"><Chip look={CHIP[standing]}>{t(`chip ${standing}`)}</Chip>{one.free && standing !== "with_you" && <Chip>{t("free")}</Chip>}</div></div>
        {saved && <Note look="done" icon="check" live>{t("saved")}</Note>}
        <Question paper={one} onSaved={done} />
        <Voices paper={one} />
        <Next paper={one} adviser={adviser} />
        {asked(one) === null && <Where paper={one} />}
        <Button wide {...(asked(one) || standing === "with_you" ? { kind: "second" as const } : {})} onClick={() => { setSaved(false); setSaying(true); }}>{t(one.owner_says ? deed ? "change deed" : "change" : deed ? "tell deed" : "tell")}</Button>
        {one.kind === "ni_number" && <NumberBox kept={of.ni_kept} again={again} />}
        {one.kind === "immigration" && <ImmigrationBox kept={of.immigration_kept} again={again} />}
        {standing !== "with_you" && <Section id="how" title={t(deed ? "how deed" : "how")}><div class="group pad"><ol class="steps">{one.how.map((step) => <li key={step}><span>{step}</span></li>)}</ol></div></Section>}
        <Story paper={one} />
        {(standing === "with_you" || standing === "not_needed" || asked(one)) && <div class="btns"><AskAbout words={one.title} /></div>}
      </Screen>
      {saying && <WhereSheet paper={one} onClose={() => setSaying(false)} onSaved={done} />}
    </>
  );
}
