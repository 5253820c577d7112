import { useEffect, useId, useState } from "preact/hooks";
import { me } from "../shared/me";
import { stage } from "../shared/stage";
import { Blank, Broken, Button, Field, Icon, LinkButton, Note, Screen, Section, Skeleton, type Tab } from "../shared/ui";
import type { About, Service } from "./api";
import "./page.css";
import { Place } from "./place";
import { found, kindsOf } from "./search";
import { loadServices, services, servicesFault } from "./store";
import { t } from "./words";

const TITLE = "Help – Onward";
/** How many are drawn at once: an old phone draws a thousand slowly. */
const SOME = 40;

function Kinds({ kinds, value, onChange }: { kinds: About[]; value: About | ""; onChange: (next: About | "") => void }) {
  const name = useId();
  return (
    <fieldset class="kinds"><legend>{t("kinds")}</legend>
      {(["", ...kinds] as const).map((one) => <label class="pill" key={one}><input type="radio" name={name} checked={value === one} onChange={() => onChange(one)} /><span>{one ? t(`kind ${one}`) : t("all")}</span></label>)}
    </fieldset>
  );
}

function Places({ all }: { all: readonly Service[] }) {
  const [typed, setTyped] = useState(""), [about, setAbout] = useState<About | "">(""), [most, setMost] = useState(SOME), kinds = kindsOf(all), some = found(all, typed, about);
  const look = (change: () => void) => { change(); setMost(SOME); };
  return (
    <>
      <form role="search" class="stack" onSubmit={(e) => e.preventDefault()}>
        <Field label={t("search")} hint={t("search hint")} value={typed} onInput={(next) => look(() => setTyped(next))} />
        {kinds.length > 1 && <Kinds kinds={kinds} value={about} onChange={(next) => look(() => setAbout(next))} />}
      </form>
      <Section id="places" title={t("title")} hidden>
        <p class="small soft" role="status">{typed.trim() || about ? t("found", { n: some.length }) : t("count", { n: some.length })}</p>
        {some.length
          ? <div class="group">{some.slice(0, most).map((one) => <Place key={one.id} of={one} />)}</div>
          : <div class="group pad"><p><b>{t("none")}</b></p><p>{t("none how")}</p><div class="btns"><Button kind="second" onClick={() => look(() => { setTyped(""); setAbout(""); })}>{t("clear")}</Button></div></div>}
        {some.length > most && <Button kind="second" wide onClick={() => setMost(most + SOME)}>{t("more")}</Button>}
      </Section>
    </>
  );
}

/** Services near by, for everyone: without sign-in, and without signal from what was loaded. Nothing on it is about anybody. */
export function NearPage() {
  const now = services.value, own = (stage.value === "open" || stage.value === "copy") && me.value?.kind === "young_person", tab: { tab?: Tab } = own ? { tab: "/me" } : {};
  useEffect(() => { void loadServices(); }, []);
  const back = own ? { href: "/me", label: t("stuff") } : { href: "/help", label: t("help") }, frame = { title: TITLE, ...tab, back, notes: false } as const;
  if (!now && servicesFault.value !== undefined) return <Screen {...frame} centred><Broken fault={servicesFault.value} again={loadServices} /></Screen>;
  if (now && !now.services.length) return <Screen {...frame} centred><Blank title={t("empty")} actions={<LinkButton href="/help">{t("to help")}</LinkButton>}><p>{t("empty how")}</p></Blank></Screen>;
  return (
    <Screen {...frame}>
      {/* The heading stays the same one while the rest comes: it has the focus. */}
      <div class="lead"><h1>{t("title")}</h1>{now && <p>{now.council ? t("lead", { council: now.council }) : t("lead bare")}</p>}</div>
      {now ? <>
        {servicesFault.value !== undefined && <Note icon="wifi-off">{t("kept old")}</Note>}
        <Places all={now.services} />
        <p class="small soft">{t("leaves")}</p>
        <p class="small soft saved-note"><Icon name="wifi-off" /><span>{t("kept")}</span></p>
      </> : <Skeleton words={t("loading")} rows={6} />}
    </Screen>
  );
}
