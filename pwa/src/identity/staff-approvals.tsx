import { useEffect, useState } from "preact/hooks";
import { NoSignal } from "../shared/http";
import { dayTime } from "../shared/intl";
import { Button, Face, Fault, Section, useBusy } from "../shared/ui";
import { approvals, approve, loadApprovals } from "./add-phone-store";
import { t } from "./add-phone-words";
import type { WaitingJoining } from "./staff-api";

/** Phones added at a distance that wait for this manager's yes. Nothing is shown when none waits. */
export function StaffApprovals() {
  const [said, say] = useState(""), { busy, fault, run } = useBusy();
  useEffect(() => {
    void run(loadApprovals);
    const timer = setInterval(() => { if (document.visibilityState === "visible") void loadApprovals().catch(() => undefined); }, 15_000);
    return () => clearInterval(timer);
  }, []);
  const answer = (one: WaitingJoining, yes: boolean) => run(async () => { await approve(one.id, yes); say(t(yes ? "approved" : "refused", { name: one.name })); });
  return (
    <>
      {Boolean(approvals.value?.length) && (
        <Section id="approvals" title={t("approvals")}><p class="small soft">{t("approvals how")}</p>
          <ul class="group">{approvals.value!.map((one) => (
            <li class="row approval" key={one.id}><Face name={one.name} small /><span class="b"><b>{one.name}</b><span class="sub">{t("approval row", { adviser: one.adviser, date: dayTime(one.asked_at), label: one.phone_label })}</span></span>
              <span class="btns"><Button class="sm" kind="second" busy={busy} onClick={() => answer(one, true)}>{t("approve")}<span class="vh">: {one.name}</span></Button><Button class="sm" kind="second" busy={busy} onClick={() => answer(one, false)}>{t("refuse")}<span class="vh">: {one.name}</span></Button></span></li>
          ))}</ul>
          {fault ? <div class="field"><Fault>{fault instanceof NoSignal ? t("no signal") : t("failed")}</Fault></div> : null}
        </Section>
      )}
      <p class="vh" role="status">{said}</p>
    </>
  );
}
