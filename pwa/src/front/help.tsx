import { useEffect } from "preact/hooks";
import type { CouncilHelp } from "../shared/api";
import { me } from "../shared/me";
import { Icon, Row, Rows, Screen, Section, type IconName } from "../shared/ui";
import "./front.css";
import { council, linesOf, refreshHelp, type Group, type Line } from "./help-data";
import { t } from "./words";

const digits = (phone: string): string => phone.replace(/[^\d+]/g, "");
// A number stays on one line.
const whole = (phone: string): string => phone.replace(/ /g, "\u00a0");
const sentence = (...bits: string[]): string => bits.filter(Boolean).join(". ");

function Call({ icon, name, sub, phone, text }: { icon: IconName; name: string; sub: string; phone: string; text?: string | undefined }) {
  const href = text ? `sms:${digits(phone)}?&body=${encodeURIComponent(text)}` : `tel:${digits(phone)}`;
  return <Row icon={icon} title={name} sub={sub} end={<a class="btn second call" href={href}>{t(text ? "text" : "call")}<span class="vh"> {name}</span></a>} />;
}

const GROUPS: [Group, "feel bad" | "nowhere safe" | "hurting" | "my side", IconName][] = [["bad", "feel bad", "phone"], ["safe", "nowhere safe", "house"], ["hurt", "hurting", "shield"], ["side", "my side", "ear"]];

function lineCall(line: Line, icon: IconName) {
  const number = line.text_to ? t("text how", { word: line.text_to, phone: whole(line.phone) }) : line.phone === "111" ? "" : whole(line.phone);
  return <Call key={line.name} icon={line.text_to ? "message-square-text" : line.name.startsWith("NHS") ? "heart-pulse" : icon} name={line.name} sub={sentence(number, line.what, line.hours)} phone={line.phone} text={line.text_to ?? undefined} />;
}

function Council({ of: c }: { of: CouncilHelp }) {
  return (
    <Section id="council" title={c.name}>
      <Rows>{[
        c.duty_phone && <Call icon="users-round" name={c.duty_name || t("duty")} sub={sentence(c.duty_hours, whole(c.duty_phone))} phone={c.duty_phone} />,
        c.out_of_hours_phone && <Call icon="moon" name={t("out of hours")} sub={whole(c.out_of_hours_phone)} phone={c.out_of_hours_phone} />,
        c.leaving_care_phone && <Call icon="phone" name={t("team")} sub={whole(c.leaving_care_phone)} phone={c.leaving_care_phone} />,
      ]}</Rows>
    </Section>
  );
}

/** Numbers to ring now. Opens with no data and before sign-in; the council's own come first. */
export function Help() {
  useEffect(() => { void refreshHelp(); }, []);
  return (
    <Screen title="Help – Onward" help={false} notes={false} back={{ href: me.value?.kind && me.value.kind !== "young_person" ? "/staff" : "/", label: t("back") }}>
      <div class="lead"><h1>{t("help now")}</h1><p>{t("help lead")}</p></div>
      <a class="btn danger wide call-999" href="tel:999"><Icon name="phone" />{t("999")}</a>
      {council.value ? <Council of={council.value} /> : <p class="small soft">{t("council unknown")}</p>}
      {GROUPS.map(([group, title, icon]) => <Section key={group} id={group} title={t(title)}><Rows>{linesOf(group).map((line) => lineCall(line, icon))}</Rows></Section>)}
      <Rows>{[<Row href="/near" icon="map-pin" title={t("near")} sub={t("near sub")} />, <Row href="/offer" icon="hand-coins" title={t("offer")} sub={t("offer sub")} />]}</Rows>
      <p class="small soft saved-note"><Icon name="wifi-off" /><span>{t("help kept")}</span></p>
    </Screen>
  );
}
