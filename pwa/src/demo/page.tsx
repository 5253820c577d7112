import { useEffect, useState } from "preact/hooks";
import "./page.css";
import { NoSignal, Problem } from "../shared/http";
import { Blank, Broken, Face, Fault, Icon, Note, Screen, Section, Skeleton, useBusy } from "../shared/ui";
import type { Member } from "./api";
import { become, cast, castFault, loadCast } from "./store";
import { t } from "./words";

function Cast({ id, title, people }: { id: string; title: string; people: Member[] }) {
  const { busy, fault, run } = useBusy(), [chosen, choose] = useState("");
  const pick = (one: Member) => { choose(one.id); return run(async () => location.assign(await become(one.id))); };
  return people.length > 0 && (
    <Section id={id} title={title}>
      <ul class="cast">{people.map((one) => (
        <li key={one.id} class="group"><button type="button" class="row" aria-busy={(busy && chosen === one.id) || undefined} onClick={() => void pick(one)}>
          <Face name={one.name} /><span class="b"><b>{one.name}</b><span class="role">{one.role}</span><span class="sub">{one.line}</span></span><Icon name="chevron-right" class="chev" /></button></li>
      ))}</ul>
      {fault ? <div class="field"><Fault>{t(fault instanceof NoSignal ? "no signal" : "failed")}</Fault></div> : null}
    </Section>
  );
}

/** Pick one of the invented people and be signed in as them. */
export default function DemoPage() {
  useEffect(() => { void loadCast(); }, []);
  const people = cast.value?.people, fault = castFault.value;
  const none = fault instanceof Problem && fault.status === 404;
  return (
    <Screen title="Onward" class="demo" centred={!people}>
      {people ? (
        <>
          <div class="lead"><h1>{t("title")}</h1><p>{t("lead")}</p></div>
          <Note look="ends"><p>{t("real")}</p></Note>
          {cast.value?.pin && <Note icon="lock"><p>{t("pin", { pin: cast.value.pin })}</p></Note>}
          <div class="lead"><p><b>{t("pick")}</b> {t("pick how")}</p></div>
          <Cast id="young" title={t("young")} people={people.filter((one) => one.kind === "young_person")} />
          <Cast id="staff" title={t("staff")} people={people.filter((one) => one.kind !== "young_person")} />
        </>
      ) : none ? <Blank title={t("off")}><p>{t("off how")}</p></Blank> : fault ? <Broken fault={fault} again={loadCast} /> : <Skeleton rows={6} />}
    </Screen>
  );
}
