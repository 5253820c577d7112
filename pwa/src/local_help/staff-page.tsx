import { useEffect, useState } from "preact/hooks";
import "./staff.css";
import { count } from "../shared/intl";
import { Broken, Button, Note, Skeleton } from "../shared/ui";
import { Tabs } from "../shared/ui/tabs";
import { Feeds } from "./staff-feeds";
import { OwnList } from "./staff-own";
import { ServiceSheet } from "./staff-service";
import { keeping, keepingFault, loadKeeping } from "./staff-store";
import { t } from "./staff-words";

export type NearTab = "own" | "feeds";

/** The list of services near by, for those who keep it. `tab` belongs to the address. */
export function KeepingPage({ tab, onTab }: { tab: NearTab; onTab: (next: NearTab) => void }) {
  const [said, say] = useState(""), [adding, add] = useState(false), of = keeping.value;
  useEffect(() => { void loadKeeping(); }, []);
  if (!of) return keepingFault.value ? <Broken fault={keepingFault.value} again={loadKeeping} extra={<></>} /> : <Skeleton rows={6} words={t("loading")} />;
  return (
    <>
      <div class="top"><div class="lead"><h1>{t("title")}</h1><p class="small">{t("lead")} <a href="/near">{t("see")}</a></p></div><Button icon="plus" onClick={() => add(true)}>{t("add")}</Button></div>
      {said && <Note look="done" icon="circle-check" live><p>{said}</p></Note>}
      {of.stale > 0 && <Note look="ends" icon="triangle-alert"><p>{t("stale", { n: of.stale })}</p></Note>}
      <Tabs<NearTab> label={t("tabs")} value={tab} onChange={onTab} tabs={[{ value: "own", label: t("tab own", { count: count(of.own.length) }) }, { value: "feeds", label: t("tab feeds", { count: count(of.feeds.length) }) }]}>
        {tab === "own" ? <OwnList own={of.own} onDone={say} /> : <Feeds feeds={of.feeds} onDone={say} />}</Tabs>
      {adding && <ServiceSheet onClose={() => add(false)} onDone={say} />}
    </>
  );
}
