import { useEffect, useState } from "preact/hooks";
import { PapersRow } from "../documents/near";
import { loadNear } from "../documents/near-store";
import { signOut } from "../identity/api";
import { TeamList } from "../people/team-list";
import { loadTeam } from "../people/team";
import { wipe } from "../shared/keep/vault";
import { used } from "../shared/meter";
import { usedWords } from "../notifications/used";
import { data } from "../notifications/used-words";
import { sendWaiting, written } from "../shared/post";
import { forgetAll } from "../shared/forget";
import { cover } from "../shared/leave";
import { stage } from "../shared/stage";
import { Button, Choices, Note, Row, Rows, Screen, Section, Sheet } from "../shared/ui";
import { chooseTextSize, chooseTheme, textSize, theme, type TextSize, type Theme } from "./look";
import { lock } from "./start";
import { t } from "./own-words";
import { t as open } from "./words";

/** Signs out: this phone forgets first, key before data, then the server is told. Works without signal too. */
async function leave(): Promise<void> {
  cover(true);
  forgetAll();
  await wipe().catch(() => undefined);
  await signOut().catch(() => undefined);
  location.replace("/");
}

/** Who works with them, who has looked, their phones, how it looks, and the ways out. */
export function StuffPage() {
  const [asking, ask] = useState(false), online = stage.value === "open";
  useEffect(() => { void loadTeam(); void loadNear(); }, []);
  const out = async () => {
    await sendWaiting();
    // Only words that would be lost are worth a question.
    if (written.value.length) ask(true); else await leave();
  };
  return (
    <>
      <Screen title="My stuff – Onward" tab="/me">
        <div class="lead"><h1>{t("stuff")}</h1></div>
        <Rows>{[online && <PapersRow />, <Row href="/near" icon="map-pin" title={open("near")} sub={open("near sub")} />]}</Rows>
        <Section id="team" title={t("my team")} hidden><TeamList /></Section>
        {online ? <>
          <Rows>{[<Row href="/me/status" icon="file-text" title={t("status")} sub={t("status sub")} />, <Row href="/me/looked" icon="eye" title={t("looked")} sub={t("looked sub")} />]}</Rows>
          <Rows>{[<Row href="/me/notices" icon="bell" title={t("notices")} sub={t("notices sub")} />, <Row href="/me/phones" icon="smartphone" title={t("phones")} sub={t("phones sub")} />, <Row href="/me/look" icon="moon" title={t("look")} sub={t(`theme ${theme()}`)} />]}</Rows>
        </> : <>
          <Note icon="wifi-off">{t("stuff away")}</Note>
          <Rows>{[<Row href="/me/look" icon="moon" title={t("look")} sub={t(`theme ${theme()}`)} />]}</Rows>
        </>}
        <Rows>{[<Row icon="chart-no-axes-column" title={data("used")} sub={usedWords(used.value)} />]}</Rows>
        <div class="stack"><Button kind="second" wide icon="lock" onClick={lock}>{t("lock now")}</Button><Button kind="quiet" onClick={out}>{t("sign out")}</Button></div>
      </Screen>
      {asking && (
        <Sheet title={t("out ask", { n: written.value.length })} lead={t("out lead")} onClose={() => ask(false)} exit>
          <div class="stack"><Button kind="second" wide onClick={() => ask(false)}>{t("out stay")}</Button><Button kind="danger" wide onClick={leave}>{t("out go")}</Button></div>
        </Sheet>
      )}
    </>
  );
}

/** Text size, and light or dark. Kept on this phone; it says nothing about anyone. */
export function LookPage() {
  const [now, setNow] = useState({ theme: theme(), text: textSize() });
  return (
    <Screen title="My stuff – Onward" tab="/me" back={{ href: "/me", label: t("stuff") }}>
      <div class="lead"><h1>{t("look")}</h1></div>
      <Choices<Theme> legend={t("colours")} options={(["auto", "light", "dark"] as const).map((one) => ({ value: one, label: t(`theme ${one}`) }))} value={now.theme} onChange={(next) => { chooseTheme(next); setNow({ ...now, theme: next }); }} />
      <Choices<TextSize> legend={t("text size")} options={(["normal", "big", "bigger"] as const).map((one) => ({ value: one, label: t(`text ${one}`) }))} value={now.text} onChange={(next) => { chooseTextSize(next); setNow({ ...now, text: next }); }} />
    </Screen>
  );
}
