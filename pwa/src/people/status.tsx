import { useEffect, useState } from "preact/hooks";
import type { MyStatus } from "../shared/api";
import { day } from "../shared/intl";
import { Broken, Facts, Screen, Skeleton, useBusy } from "../shared/ui";
import { fetchStatus } from "./api";
import { getsWords, t } from "./words";

/** Where the law puts them, in words, with the reason and what comes next. */
export function StatusPage() {
  const [status, setStatus] = useState<MyStatus | null>(null), { fault, run } = useBusy();
  const load = () => run(async () => setStatus(await fetchStatus()));
  useEffect(() => { void load(); }, []);
  const back = { href: "/me", label: t("stuff back") };
  return (
    <Screen title="My stuff – Onward" tab="/me" back={back}>
      {!status ? (fault !== undefined ? <Broken fault={fault} again={load} /> : <><h1>{t("status")}</h1><Skeleton words={t("status loading")} rows={1} /></>) : <>
        <div class="lead"><h1>{t("status")}</h1></div>
        <div class="group pad cq"><p class="strong">{getsWords(status.category, status.words)}</p>
          <Facts rows={[[t("status why"), status.reason], [t("status law"), status.law]]} />
          {status.since && <p class="small soft">{t("status since", { day: day(status.since) })}</p>}
          {status.next_change && <p class="small soft">{/^\d{4}-\d\d-\d\d$/.test(status.next_change) ? t("status next", { day: day(status.next_change) }) : status.next_change}</p>}
        </div>
        <p class="small soft">{t("status wrong")}</p>
      </>}
    </Screen>
  );
}
