import { useState } from "preact/hooks";
import { daysBetween, plainDay, today } from "../shared/intl";
import { Button, Fault, Field, Section, Sheet, useBusy } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import { found, isStale } from "./search";
import type { Service } from "./staff-api";
import { says } from "./staff-says";
import { ServiceSheet } from "./staff-service";
import { checkedService, takeServiceAway } from "./staff-store";
import { t } from "./staff-words";
import { t as young } from "./words";

/** From how many on a list wants a search box of its own. */
const MANY = 12;

function Line({ of, onChange, onTake, onDone }: { of: Service; onChange: () => void; onTake: () => void; onDone: (words: string) => void }) {
  const { busy, fault, run } = useBusy(), now = today(), n = daysBetween(of.checked_on, now), about = (what: string): string => t("of", { what, name: of.name });
  const check = () => run(() => checkedService(of.id)).then((ok) => { if (ok) onDone(t("did checked", { name: of.name })); });
  return (
    <tr>
      <td class="s-name"><b>{of.name}</b><span class="sub">{of.what}</span></td>
      <td class="s-kind">{young(`kind ${of.about}`)}</td>
      <td class="s-checked"><Clock look={isStale(of, now) ? "late" : ""}>{n <= 0 ? t("now") : t("old", { n })}</Clock><span class="sub">{plainDay(of.checked_on, now)}</span></td>
      <td class="end s-do"><span class="btns row-btns"><Button class="sm" kind="second" busy={busy} label={about(t("checked today"))} onClick={check}>{t("checked today")}</Button><Button class="sm" kind="second" label={about(t("change"))} onClick={onChange}>{t("change")}</Button><Button class="sm" kind="quiet" label={about(t("take"))} onClick={onTake}>{t("take")}</Button></span>{fault ? <Fault>{says(fault)}</Fault> : null}</td>
    </tr>
  );
}

function TakeSheet({ of, onClose, onDone }: { of: Service; onClose: () => void; onDone: (words: string) => void }) {
  const { busy, fault, run } = useBusy();
  const go = () => run(() => takeServiceAway(of.id)).then((ok) => { if (ok) { onClose(); onDone(t("did taken", { name: of.name })); } });
  return <Sheet title={t("take title", { name: of.name })} lead={t("take lead")} onClose={onClose}>{fault ? <Fault>{says(fault)}</Fault> : null}<div class="btns"><Button kind="danger" busy={busy} onClick={go}>{t("take yes")}</Button><Button kind="quiet" onClick={onClose}>{t("keep it")}</Button></div></Sheet>;
}

/** The council's own list: what was checked longest ago stands first. */
export function OwnList({ own, onDone }: { own: readonly Service[]; onDone: (words: string) => void }) {
  const [typed, setTyped] = useState(""), [changing, change] = useState<Service | null>(null), [taking, take] = useState<Service | null>(null);
  const some = found([...own].sort((a, b) => a.checked_on.localeCompare(b.checked_on)), typed, "");
  if (!own.length) return <div class="group pad"><h2>{t("own none")}</h2><p>{t("own none how")}</p></div>;
  return (
    <Section id="own" title={t("own")} hidden>
      {own.length >= MANY && <Field label={t("find")} value={typed} onInput={setTyped} />}
      {some.length ? <div class="group"><table class="grid fold near-own"><caption class="vh">{t("own")}</caption>
        <thead><tr><th scope="col">{t("service")}</th><th scope="col">{t("kind")}</th><th scope="col">{t("checked")}</th><th scope="col"><span class="vh">{t("do")}</span></th></tr></thead>
        <tbody>{some.map((one) => <Line key={one.id} of={one} onChange={() => change(one)} onTake={() => take(one)} onDone={onDone} />)}</tbody></table></div> : <p role="status">{t("found none")}</p>}
      {changing && <ServiceSheet of={changing} onClose={() => change(null)} onDone={onDone} />}
      {taking && <TakeSheet of={taking} onClose={() => take(null)} onDone={onDone} />}
    </Section>
  );
}
