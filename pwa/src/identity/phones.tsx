import { useEffect, useState } from "preact/hooks";
import type { Phone } from "../shared/api";
import { Problem } from "../shared/http";
import { day, dayOf, saved } from "../shared/intl";
import { wipe } from "../shared/keep/vault";
import { Broken, Button, Chip, Fault, Icon, Note, Screen, Sheet, Skeleton, useBusy } from "../shared/ui";
import { fetchPhones, removeAllPhones, removePhone } from "./api";
import "./phones.css";
import { t } from "./phones-words";

const way = (one: string): string => t(one === "passkey" ? "passkey way" : "pin way");

function PhoneCard({ phone, onRemove }: { phone: Phone; onRemove: () => void }) {
  return (
    <li class="phone">
      <span class="with-chip"><Icon name="smartphone" /><b>{phone.label}</b>{phone.this && <Chip look="done">{t("this phone")}</Chip>}</span>
      <p class="small soft">{phone.joined_by ? t("joined", { day: day(dayOf(phone.joined_at)), name: phone.joined_by }) : t("joined alone", { day: day(dayOf(phone.joined_at)) })}. {phone.last_used_at ? t("used", { when: saved(phone.last_used_at) }) : t("not used")}. {phone.ways.map(way).join(", ")}.</p>
      {phone.this && <p class="small">{t(phone.shared ? "others use" : "only you use")} {t("others change")}</p>}
      <div class="btns"><Button kind="second" label={t("remove about", { label: phone.label })} onClick={onRemove}>{t("remove")}</Button></div>
    </li>
  );
}

/** Removes one phone, or all of them. This phone forgets first, key before data, and only then is the server told. */
function RemoveSheet({ phone, onClose, onGone, onThisGone }: { phone: Phone | "all"; onClose: () => void; onGone: () => void; onThisGone: () => void }) {
  const { busy, fault, run } = useBusy(), all = phone === "all", mine = all || phone.this;
  const go = () => run(async () => {
    if (mine) await wipe().catch(() => undefined);
    if (all) await removeAllPhones(); else await removePhone(phone.id);
    if (mine) onThisGone(); else onGone();
  });
  const said = fault instanceof Problem && fault.type === "fresh-unlock" ? t("fresh") : t("remove fault");
  return (
    <Sheet title={all ? t("remove all ask") : t("remove ask", { label: phone.label })} lead={t(all ? "remove all lead" : mine ? "remove this lead" : "remove other lead")} onClose={onClose} exit>
      {fault !== undefined && <Fault>{said}</Fault>}
      <div class="stack"><Button kind="danger" wide busy={busy} onClick={go}>{t(all ? "remove all yes" : "remove yes")}</Button><Button kind="second" wide onClick={onClose}>{t(all ? "keep all" : "keep")}</Button></div>
    </Sheet>
  );
}

/** Every phone that can open their Onward, and how to take one away. `onThisGone` runs when this very phone was removed. */
export function PhonesPage({ onThisGone }: { onThisGone: () => void }) {
  const [phones, setPhones] = useState<Phone[] | null>(null), [going, setGoing] = useState<Phone | "all" | null>(null), [gone, setGone] = useState(false), { fault, run } = useBusy();
  const load = () => run(async () => setPhones(await fetchPhones()));
  useEffect(() => { void load(); }, []);
  return (
    <>
      <Screen title="My stuff – Onward" tab="/me" back={{ href: "/me", label: t("stuff back") }}>
        {!phones ? (fault !== undefined ? <Broken fault={fault} again={load} /> : <><h1>{t("phones")}</h1><Skeleton words={t("phones loading")} /></>) : <>
          <div class="lead"><h1>{t("phones")}</h1><p>{t("phones lead")}</p></div>
          {gone && <Note look="done" icon="check" live>{t("removed")}</Note>}
          <ul class="group">{phones.map((phone) => <PhoneCard key={phone.id} phone={phone} onRemove={() => setGoing(phone)} />)}</ul>
          <div class="btns"><Button kind="quiet" onClick={() => setGoing("all")}>{t("remove all")}</Button></div>
        </>}
      </Screen>
      {going && <RemoveSheet phone={going} onClose={() => setGoing(null)} onGone={() => { setGoing(null); setGone(true); void load(); }} onThisGone={onThisGone} />}
    </>
  );
}
