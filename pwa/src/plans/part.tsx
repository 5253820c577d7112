import { useEffect } from "preact/hooks";
import { today } from "../shared/intl";
import { Blank, Broken, LinkButton, Screen, Section, Skeleton } from "../shared/ui";
import { ActionItem } from "./action";
import { AskAbout } from "./ask";
import { OwnWords } from "./own-words";
import "./page.css";
import { doneOf, inOrder, isPart } from "./reading";
import { fault, load, mine, shown } from "./store";
import { partName, t } from "./words";

const BACK = { href: "/plan", label: t("plan back") };

/** One part of the plan: their words, what happens next in date order, how they are helped, and what if things change. */
export function PartPage({ part: code = "" }: { part?: string }) {
  const view = mine.value, now = today();
  useEffect(() => { void load(); }, []);
  useEffect(() => { if (view?.plan.version) shown(); }, [view?.plan.version?.id]);
  if (!isPart(code) || (view && !view.plan.version)) return <Screen title="Plan – Onward" tab="/plan" back={BACK} centred><Blank title={t("not found")} actions={<LinkButton href="/plan">{t("your plan")}</LinkButton>}><p>{t("not found how")}</p></Blank></Screen>;
  if (!view) return <Screen title="Plan – Onward" tab="/plan" back={BACK}>{fault.value ? <Broken fault={fault.value} again={load} /> : <><h1>{partName(code)}</h1><Skeleton words={t("loading")} /></>}</Screen>;
  const part = view.plan.version?.parts.find((p) => p.code === code);
  if (!part) return <Screen title="Plan – Onward" tab="/plan" back={BACK} centred><Blank title={t("health away")} actions={<LinkButton href="/plan">{t("your plan")}</LinkButton>}><p>{t("health away why")}</p></Blank></Screen>;
  const needs = part.matters.filter((m) => m.need), helps = part.matters.filter((m) => m.support);
  return (
    <Screen title="Plan – Onward" tab="/plan" back={BACK}>
      <div class="lead"><h1>{partName(code)}</h1>{needs.map((m) => <p key={m.code}>{m.need}</p>)}<div class="btns"><AskAbout kind="part" words={partName(code)} /></div></div>
      <OwnWords key={code} part={part} waits={view.pending.words.has(code)} />
      <Section id="next" title={t("what next")} aside={part.actions.length > 0 && <span class="small soft">{t("done of", { done: doneOf(part), all: part.actions.length })}</span>}>
        <div class="group">
          {part.actions.length > 0
            ? <ol class="pad line acts">{inOrder(part.actions).map((a) => <ActionItem key={a.id} action={a} now={now} waits={view.pending.done.has(a.id)} />)}</ol>
            : <p class="pad">{t("no actions")}</p>}
        </div>
      </Section>
      {helps.length > 0 && <Section id="support" title={t("support")}><div class="group pad">{helps.map((m) => <p key={m.code}>{m.support}</p>)}</div></Section>}
      {part.if_things_change && <Section id="changes" title={t("changes")}><div class="group pad"><p>{part.if_things_change}</p><div class="btns"><AskAbout kind="change" words={part.if_things_change} /></div></div></Section>}
    </Screen>
  );
}
