import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { loadClaims, waitingClaims } from "../entitlements/staff-claims-store";
import { approvals } from "../identity/add-phone-store";
import { inbox, loadInbox } from "../messaging/staff-inbox-store";
import { listenLive } from "../messaging/staff-live";
import { waiting } from "../messaging/staff-waiting-store";
import { loadTasks, mine } from "../notifications/staff-store";
import { caseload } from "../plans/caseload-store";
import { count } from "../shared/intl";
import { me } from "../shared/me";
import { offline } from "../shared/stage";
import { Face, Icon, Mark, type IconName } from "../shared/ui";
import { newer, takeNewer } from "../shared/update";
import { editsOffer, onDuty, seesFigures, worksWithPeople, writes, type Spot } from "./staff-places";
import { t } from "./staff-words";

const TITLES = { week: "title week", person: "title person", plan: "title plan", phone: "title phone", sharing: "title sharing", messages: "title messages", duty: "title duty", waiting: "title waiting", notices: "title notices", rights: "title rights", claims: "title claims", offer: "title offer", documents: "title documents", papers: "title papers", near: "title near", open: "title open", me: "title me", lost: "title sign in" } as const;

function Go({ href, icon, here, n, children }: { href: string; icon: IconName; here: boolean; n?: number | undefined; children: ComponentChildren }) {
  return <a href={href} aria-current={here ? "page" : undefined}><Icon name={icon} />{children}{n ? <span class="n">{count(n)}</span> : null}</a>;
}

function Bars() {
  return (
    <>
      {newer.value && <div class="offline newer" role="status"><Icon name="refresh-cw" /><span>{t("newer")}</span><button type="button" class="bar-btn" onClick={takeNewer}>{t("newer go")}</button></div>}
      {offline.value && <div class="offline" role="status"><Icon name="wifi-off" /><span>{t("offline")}</span></div>}
    </>
  );
}

/** One page for the frame: a record or a thread opens and closes beside the list it belongs to, and the list stays where it is. */
const pageOf = (spot: Spot, path: string): string => spot === "sharing" || spot === "messages" || spot === "claims" ? spot : path;

let arrived = "";

/** The staff frame: a side bar on a laptop, a strip on top of a phone. On a change of page the title is set and the focus goes to the page. */
export function StaffFrame({ spot, path, everyone, children }: { spot: Spot; path: string; everyone: boolean; children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null), who = me.value!, list = caseload.value, role = t(`role ${who.kind}`);
  useEffect(() => {
    document.title = t(TITLES[spot]);
    const page = pageOf(spot, path);
    if (arrived && arrived !== page) { main.current?.focus({ preventScroll: true }); scrollTo(0, 0); }
    arrived = page;
    // On a phone the strip scrolls sideways: the page that is open stays in sight.
    document.querySelector(".side nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [spot, path]);
  useEffect(() => {
    if (onDuty(who.kind)) void loadTasks();
    if (worksWithPeople(who.kind)) void loadClaims();
    if (!writes(who.kind)) return undefined;
    void loadInbox();
    return listenLive();
  }, [who.kind]);
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); e.stopPropagation(); main.current?.focus(); }}>{t("skip")}</a>
      <div class="desk">
        <header class="side">
          <div class="brand"><Mark />{t("brand")}</div>
          <nav aria-label={t("main")}>
            {seesFigures(who.kind) && <Go href="/staff/sharing" icon="chart-no-axes-column" here={spot === "sharing"} n={approvals.value?.length}>{t("sharing")}</Go>}
            {worksWithPeople(who.kind) && <Go href="/staff" icon="inbox" here={spot === "week" && !everyone} n={list?.needs}>{t("week")}</Go>}
            {worksWithPeople(who.kind) && <Go href="/staff?show=everyone" icon="users-round" here={everyone || spot === "person" || spot === "plan" || spot === "phone" || spot === "rights" || spot === "documents"} n={list?.everyone}>{t("people")}</Go>}
            {writes(who.kind) && <Go href="/staff/messages" icon="message-circle" here={spot === "messages"} n={inbox.value?.waiting}>{t("messages")}</Go>}
            {seesFigures(who.kind) && <Go href="/staff/waiting" icon="hourglass" here={spot === "waiting"} n={waiting.value?.late}>{t("waiting")}</Go>}
            {worksWithPeople(who.kind) && <Go href="/staff/claims" icon="hand-coins" here={spot === "claims"} n={waitingClaims.value}>{t("claims")}</Go>}
            {seesFigures(who.kind) && <Go href="/staff/papers" icon="id-card" here={spot === "papers"}>{t("papers")}</Go>}
            {editsOffer(who.kind) && <Go href="/staff/offer" icon="landmark" here={spot === "offer"}>{t("offer")}</Go>}
            {editsOffer(who.kind) && <Go href="/staff/near" icon="map-pin" here={spot === "near"}>{t("near")}</Go>}
            {onDuty(who.kind) && <Go href="/staff/duty" icon="shield" here={spot === "duty"} n={mine.value.length}>{t("duty")}</Go>}
            <Go href="/staff/notices" icon="bell" here={spot === "notices"}>{t("notices")}</Go>
          </nav>
          <a class="who" href="/staff/me" aria-current={spot === "me" ? "page" : undefined}><Face name={who.name} small /><span class="said"><b>{who.name}</b><br /><span class="soft">{role}</span></span><span class="vh">{t("me of")}</span></a>
        </header>
        <div class="work"><Bars /><main id="main" ref={main} tabIndex={-1}>{children}</main></div>
      </div>
    </>
  );
}
