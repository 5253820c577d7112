import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { installed } from "../shared/phone";
import { Blank, LinkButton, Screen } from "../shared/ui";
import "./notifications.css";
import { state, type Here } from "./subscribe";
import { install as t } from "./words";

type Word = Parameters<typeof t>[0];

function Picture({ label, children }: { label: Word; children: ComponentChildren }) {
  return <svg class="pic" viewBox="0 0 120 110" role="img" aria-label={t(label)}>{children}</svg>;
}

const SHARE = "M-4.5 -1.5h-2.5v11h14v-11h-2.5M0 4.5v-12M-3.5 -4.5l3.5 -3.5l3.5 3.5";

/** The foot of Safari, with Share marked. */
const SharePicture = () => (
  <Picture label="share picture">
    <path class="body" d="M10 1v88a16 16 0 0 0 16 16h68a16 16 0 0 0 16 -16V1" /><path class="line" d="M26 15h64M26 29h52M26 43h60" /><path d="M10 62h100" />
    <path d="M28 79l-4.500 4.500l4.500 4.500M37 79l4.500 4.500l-4.500 4.500" /><circle class="here" cx="64" cy="83" r="15" /><g transform="translate(64 82.500) scale(1.150)"><path class="on-here" d={SHARE} /></g><path d="M90 79v11h-6v-11zM93 76h-5M93 76v10" />
  </Picture>
);

/** The list that Share opens, with the right line marked. */
const AddPicture = () => (
  <Picture label="add picture">
    <path class="body" d="M10 1v88a16 16 0 0 0 16 16h68a16 16 0 0 0 16 -16V1" /><path class="sheet-part" d="M10 24a10 10 0 0 1 10 -10h80a10 10 0 0 1 10 10v65a16 16 0 0 1 -16 16h-68a16 16 0 0 1 -16 -16z" />
    <path class="line" d="M26 29h44M26 43h54" /><rect class="here" x="2" y="54" width="116" height="24" rx="8" /><text x="10" y="69" textLength="84" lengthAdjust="spacingAndGlyphs">{t("add to home")}</text>
    <rect class="on-here" x="100" y="60" width="12" height="12" rx="3" fill="none" /><path class="on-here" d="M106 63.500v5M103.500 66h5" /><path class="line" d="M26 91h38" />
  </Picture>
);

/** A home screen, with our picture marked. */
const TapPicture = () => (
  <Picture label="tap picture">
    <path class="body" d="M10 109V17a16 16 0 0 1 16 -16h68a16 16 0 0 1 16 16v92" />
    {[[24, 14], [52, 14], [80, 14], [24, 46], [80, 46], [24, 80], [52, 80], [80, 80]].map(([x, y]) => <rect key={`${x} ${y}`} class="other" x={x} y={y} width="17" height="17" rx="5" />)}
    <rect class="here" x="45" y="38" width="31" height="36" rx="9" /><rect x="52" y="43" width="17" height="17" rx="5" fill="#0b5d4e" stroke="none" /><path d="M55.500 56c4.500 0 2.500 -6.500 7 -6.500" stroke="#fff" stroke-width="2" /><circle cx="64.500" cy="49.500" r="2.200" fill="#ffc34d" stroke="none" /><path class="on-here" d="M54 67.500h13" />
  </Picture>
);

function Step({ name, picture }: { name: "share" | "add" | "tap"; picture: ComponentChildren }) {
  return <li>{picture}<div><h2>{t(name)}</h2><p>{t(`${name} how`)}</p></div></li>;
}

/** iPhones and iPads give notifications only to what is on the home screen: how to put it there, in pictures. */
export function InstallPage() {
  const [here, setHere] = useState<Here>();
  useEffect(() => { void state().then(setHere); }, []);
  const done = installed();
  return (
    <Screen title="My stuff – Onward" tab="/me" back={{ href: "/me/notices", label: t("back") }}>
      {here && (here !== "install" || done) && <Blank title={t(done ? "done" : "not here")} actions={<LinkButton href="/me/notices">{t("to notices")}</LinkButton>}><p>{t(done ? "done how" : here === "shared" ? "not here shared" : "not here how")}</p></Blank>}
      {here === "install" && !done && <>
        <div class="lead"><h1>{t("title")}</h1><p>{t("lead")}</p></div>
        <ol class="steps-in"><Step name="share" picture={<SharePicture />} /><Step name="add" picture={<AddPicture />} /><Step name="tap" picture={<TapPicture />} /></ol>
        <div class="group pad small"><p>{t("then")}</p><p>{t("then on")}</p><p class="soft">{t("sees")}</p></div>
      </>}
    </Screen>
  );
}
