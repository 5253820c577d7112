import { useEffect, useState } from "preact/hooks";
import { NoSignal } from "../shared/http";
import { dayOf, plainDay } from "../shared/intl";
import { me } from "../shared/me";
import { Button, Fault, LinkButton, Note, Section, Sheet, useBusy } from "../shared/ui";
import { loadPhones, phones, removePhone, setFrozen } from "./add-phone-store";
import { t } from "./add-phone-words";
import type { PersonPhone } from "./staff-api";

const on = (at: string): string => plainDay(dayOf(at));
const failed = (fault: unknown): string => fault instanceof NoSignal ? t("no signal") : t("failed");

type Asking = { about: "remove"; phone: PersonPhone } | { about: "freeze" } | null;

/** A young person's phones: add, remove one, freeze them all. When a phone was last used is not for staff to see. */
export function StaffPhones({ person, name }: { person: string; name: string }) {
  const [asking, ask] = useState<Asking>(null), [said, say] = useState(""), { busy, fault, run, clear } = useBusy();
  useEffect(() => { void run(() => loadPhones(person)); }, [person]);
  const held = phones.value?.person === person ? phones.value : null, list = held?.phones, frozenSince = held?.frozen_since ?? null;
  const live = list?.some((phone) => !phone.removed_at) ?? false;
  const close = () => { clear(); ask(null); };
  const remove = (phone: PersonPhone) => run(async () => { await removePhone(person, phone.id); ask(null); say(t("removed", { label: phone.label })); });
  const freeze = (frozen: boolean) => run(async () => { await setFrozen(person, frozen); ask(null); say(frozen ? "" : t("unfrozen")); });
  const wrong = fault ? <div class="field"><Fault>{failed(fault)}</Fault></div> : null;
  return (
    <Section id="phones" title={t("phones")} aside={!held || frozenSince || me.value?.kind !== "adviser" ? undefined : <LinkButton class="sm" kind="second" icon="plus" href={`/staff/people/${person}/phone`}>{t("add")}</LinkButton>}>
      {frozenSince && <Note look="ends" icon="lock"><p><b>{t("frozen", { date: on(frozenSince), name })}</b></p><p>{t("unfreeze how", { name })}</p><p><Button kind="second" class="sm" busy={busy} onClick={() => freeze(false)}>{t("unfreeze")}</Button></p></Note>}
      {list && (list.length
        ? <ul class="group">{list.map((phone) => (
          <li class="row flat" key={phone.id}><span class="b"><b>{phone.label}</b><span class="sub">{t("joined", { date: on(phone.joined_at), by: phone.joined_by })}</span>{phone.removed_at && <span class="sub">{t("gone", { date: on(phone.removed_at) })}</span>}</span>
            {!phone.removed_at && <Button kind="second" class="sm" label={t("remove what", { label: phone.label })} onClick={() => ask({ about: "remove", phone })}>{t("remove")}</Button>}</li>
        ))}</ul>
        : <p>{t("phones none", { name })}</p>)}
      {!asking && wrong}
      <p role="status">{said}</p>
      {!frozenSince && live && <div class="group pad"><h3>{t("ways out")}</h3><p class="small soft">{t("ways out how")}</p><div><Button kind="second" class="sm" icon="lock" onClick={() => ask({ about: "freeze" })}>{t("freeze")}</Button></div></div>}
      {asking?.about === "remove" && <Sheet title={t("remove title", { label: asking.phone.label })} lead={t("remove why", { name })} onClose={close}>{wrong}<div class="btns"><Button kind="danger" busy={busy} onClick={() => remove(asking.phone)}>{t("remove yes")}</Button><Button kind="quiet" onClick={close}>{t("keep")}</Button></div></Sheet>}
      {asking?.about === "freeze" && <Sheet title={t("freeze title", { name })} lead={t("freeze why", { name })} onClose={close}>{wrong}<div class="btns"><Button kind="danger" busy={busy} onClick={() => freeze(true)}>{t("freeze yes")}</Button><Button kind="quiet" onClick={close}>{t("cancel")}</Button></div></Sheet>}
    </Section>
  );
}
