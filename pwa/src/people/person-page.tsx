import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import "./person-page.css";
import { count, day, plainDay } from "../shared/intl";
import { Problem } from "../shared/http";
import { languageName } from "../shared/language";
import { Blank, Broken, Face, Facts, LinkButton, Note, Section, Skeleton } from "../shared/ui";
import type { PersonPage as Person } from "./person-api";
import { loadPerson, person, personFault } from "./person-store";
import { categoryWords, legalName, t } from "./person-words";

function Category({ code }: { code: string }) {
  return <><b>{categoryWords(code)}</b>{legalName(code) && <><br /><span class="soft small">{legalName(code)}</span></>}</>;
}

function Status({ category }: { category: Person["category"] }) {
  return (
    <Section id="status" title={t("status")}>
      <div class="group pad cq">
        {category.mismatch && <Note look="ends"><p><b>{t("mismatch")}</b></p><p>{t("mismatch how")}</p></Note>}
        <Facts rows={[
          [t("recorded"), category.recorded ? <Category code={category.recorded} /> : t("not recorded")],
          [t("computed"), category.recorded && !category.mismatch ? t("same") : <Category code={category.computed} />],
          [t("why"), category.reason], [t("law"), category.law],
        ]} />
        {category.needs_a_person && <p class="small">{t("person")}</p>}
        {category.next_change && <p class="small soft">{t("changes", { date: plainDay(category.next_change) })}</p>}
        {category.facts.length > 0 && <details><summary>{t("facts")}</summary><ul class="facts-used">{category.facts.map((fact) => <li key={fact}>{fact}</li>)}</ul></details>}
      </div>
    </Section>
  );
}

function About({ who }: { who: Person }) {
  return (
    <Section id="about" title={t("about", { name: who.known_as })}>
      <div class="group pad cq"><Facts rows={[
        [t("known"), who.known_as], [t("full"), who.name === who.known_as ? "" : who.name], [t("team"), who.team], [t("adviser"), who.adviser?.name ?? t("no adviser")],
        [t("cover"), who.cover && (who.cover.until ? t("cover until", { name: who.cover.name, date: day(who.cover.until) }) : who.cover.name)],
      ]} /></div>
    </Section>
  );
}

/** One young person. `messages`, `plan` and `phones` belong to other rooms and are put in by the front. */
export function PersonPage({ id, messages, plan, phones }: { id: string; messages: (who: Person) => ComponentChildren; plan: (who: Person) => ComponentChildren; phones: (who: Person) => ComponentChildren }) {
  useEffect(() => { void loadPerson(id); }, [id]);
  const who = person.value, fault = personFault.value;
  if (!who || who.id !== id) {
    if (fault instanceof Problem && fault.status === 404) return <Blank title={t("gone")} actions={<LinkButton href="/staff">{t("back")}</LinkButton>}><p>{t("gone how")}</p></Blank>;
    return fault ? <Broken fault={fault} again={() => loadPerson(id)} extra={<a href="/staff">{t("back")}</a>} /> : <Skeleton rows={4} />;
  }
  const slots = { age: count(who.age), born: plainDay(who.born_on) };
  return (
    <>
      <div class="top"><div class="person-head"><Face name={who.name} /><div class="lead"><h1>{who.name}</h1><p class="small">{!who.language.startsWith("en") && who.language ? t("lead language", { ...slots, language: languageName(who.language) }) : t("lead", slots)}</p></div></div>{messages(who)}</div>
      <div class="safely"><h2>{t("safely", { name: who.known_as })}</h2><p>{who.contact_safely || t("safely none", { name: who.known_as })}</p></div>
      <div class="two person-two"><div class="stack wide-stack">{plan(who)}{phones(who)}</div><div class="stack wide-stack"><About who={who} /><Status category={who.category} /></div></div>
    </>
  );
}
