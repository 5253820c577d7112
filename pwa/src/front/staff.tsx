import { useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import "../shared/styles/desk.css";
import "./staff.css";
import { GapsPage } from "../documents/staff-gaps";
import { StaffPapersPage } from "../documents/staff-page";
import { ClaimsPage } from "../entitlements/staff-claims-page";
import { OFFER_TABS, StaffOffer } from "../entitlements/staff-offer-page";
import { StaffLinePage } from "../entitlements/staff-line-page";
import { StaffRightsPage, type RightsTab } from "../entitlements/staff-rights-page";
import { AddPhone } from "../identity/add-phone";
import { StaffApprovals } from "../identity/staff-approvals";
import { StaffMe } from "../identity/staff-me";
import { StaffPhones } from "../identity/staff-phones";
import { StaffSetUp } from "../identity/staff-set-up";
import { StaffSignIn } from "../identity/staff-sign-in";
import { KeepingPage } from "../local_help/staff-page";
import { GlassPage } from "../messaging/staff-glass";
import { MessagesPage } from "../messaging/staff-page";
import { WaitingPage } from "../messaging/staff-waiting";
import { StaffSettings } from "../notifications/staff-settings";
import { UnfinishedNotices } from "../notifications/staff-unfinished";
import { OpenNotice } from "../notifications/staff-open";
import { SharingPage } from "../oversight/page";
import { PersonPage } from "../people/person-page";
import { loadPerson, person, personFault } from "../people/person-store";
import { CaseloadPage } from "../plans/caseload-page";
import type { CaseTab } from "../plans/caseload-rows";
import { EditorPage } from "../plans/editor-page";
import { StaffPlanSummary } from "../plans/staff-summary";
import type { Me, PartCode } from "../shared/api";
import { forgetAll } from "../shared/forget";
import { NoSignal, Problem, http } from "../shared/http";
import { me } from "../shared/me";
import { stage } from "../shared/stage";
import { Blank, Broken, LinkButton, Screen, Skeleton } from "../shared/ui";
import { settle, start } from "./start";
import { DutyPage, HandOver, LastSpoke, ToMessages } from "./staff-duty";
import { StaffFrame } from "./staff-frame";
import { homeOf, mayStandOn, seesFigures, spotOf, writes } from "./staff-places";
import { t } from "./staff-words";

const PARTS: readonly PartCode[] = ["home", "learning", "health", "money", "people", "skills", "identity", "plan_b"];

let wasIn = false, leftByHand = false;

/** Ends the session at the server, then forgets everything here. */
async function leave(): Promise<void> {
  leftByHand = true;
  await http.post("/api/sign-out").catch(() => undefined);
  forgetAll();
  await start();
}

/** The names of a young person, for pages that hold only their id. */
function useNames(id: string): { name: string; known_as: string; born_on: string } | undefined {
  useEffect(() => { if (person.value?.id !== id) void loadPerson(id); }, [id]);
  return person.value?.id === id ? person.value : undefined;
}

function Lost() {
  return <Blank title={t("lost")} actions={<LinkButton href={homeOf(me.value!.kind)}>{t("lost go")}</LinkButton>}><p>{t("lost how")}</p></Blank>;
}

function Phone({ id }: { id: string }) {
  const names = useNames(id);
  if (!names && personFault.value instanceof Problem && personFault.value.status === 404) return <Lost />;
  if (!names && personFault.value) return <Broken fault={personFault.value} again={() => loadPerson(id)} extra={<></>} />;
  return names ? <AddPhone person={id} name={names.known_as} full={names.name} back={`/staff/people/${id}`} /> : <Skeleton rows={2} />;
}

function Plan({ id }: { id: string }) {
  const { query, route } = useLocation(), names = person.value?.id === id ? person.value : undefined, current = query["version"] === "current";
  const address = (next: { part?: PartCode; action?: string; current?: boolean }): string => {
    const to = new URLSearchParams({ part: next.part ?? part });
    if (next.action) to.set("action", next.action);
    if (next.current ?? current) to.set("version", "current");
    return `/staff/people/${id}/plan?${to}`;
  };
  const part = PARTS.find((one) => one === query["part"]) ?? "home";
  return <EditorPage names={names} place={{ person: id, part, action: query["action"], current, go: (next) => route(address(next), true), address: (next) => address({ ...next, current: false }) }} />;
}

function Glass({ id }: { id: string }) {
  const names = useNames(id);
  if (!names && personFault.value instanceof Problem && personFault.value.status === 404) return <Lost />;
  return <GlassPage person={id} name={names?.known_as} />;
}

function Rights({ id }: { id: string }) {
  const { query, route } = useLocation(), names = useNames(id), tab: RightsTab = query["show"] === "if" || query["show"] === "facts" ? query["show"] : "now";
  return <StaffRightsPage person={id} who={names} tab={tab} onTab={(next) => route(`/staff/people/${id}/rights${next === "now" ? "" : `?show=${next}`}`, true)} />;
}

function Documents({ id }: { id: string }) {
  const names = useNames(id);
  return <StaffPapersPage person={id} full={names?.name} may={me.value!.kind === "adviser"} />;
}

function Gaps() {
  const { query, route } = useLocation(), tab = query["show"] === "by18" ? "by18" : "rows";
  return <GapsPage tab={tab} onTab={(next) => route(next === "rows" ? "/staff/papers" : "/staff/papers?show=by18", true)} onSignIn={() => void leave()} />;
}

function Near() {
  const { query, route } = useLocation(), tab = query["show"] === "feeds" ? "feeds" : "own";
  return <KeepingPage tab={tab} onTab={(next) => route(next === "own" ? "/staff/near" : "/staff/near?show=feeds", true)} />;
}

function Claims({ id }: { id: string | undefined }) {
  const { query, route } = useLocation(), tab = query["show"] === "figures" && !id ? "figures" : "list";
  return <ClaimsPage open={id} tab={tab} manages={seesFigures(me.value!.kind)} onTab={(next) => route(next === "list" ? "/staff/claims" : "/staff/claims?show=figures", true)} />;
}

function Offer({ id }: { id: string | undefined }) {
  const { query, route } = useLocation(), tab = OFFER_TABS.find((one) => one === query["show"]) ?? "lines";
  if (id) return <StaffLinePage right={id} />;
  return <StaffOffer tab={tab} onTab={(next) => route(next === "lines" ? "/staff/offer" : `/staff/offer?show=${next}`, true)} />;
}

function Spot({ spot, id, tab }: { spot: ReturnType<typeof spotOf>["spot"]; id: string | undefined; tab: CaseTab }) {
  const { route } = useLocation();
  if (!mayStandOn(me.value!.kind, spot)) return <Lost />;
  if (spot === "week") return <CaseloadPage tab={tab} onTab={(next) => route(next === "needs" ? "/staff" : `/staff?show=${next}`, true)} {...(writes(me.value!.kind) ? { spoke: (person: string) => <LastSpoke person={person} /> } : {})} />;
  if (spot === "person" && id) return <PersonPage id={id} messages={(who) => <ToMessages person={who.id} />} plan={(who) => <StaffPlanSummary person={who.id} name={who.known_as} />} phones={(who) => <StaffPhones person={who.id} name={who.known_as} />} />;
  if (spot === "plan" && id) return <Plan id={id} />;
  if (spot === "phone" && id) return <Phone id={id} />;
  if (spot === "sharing") return <SharingPage person={id} approvals={<StaffApprovals />} onSignIn={() => void leave()} />;
  if (spot === "messages") return <MessagesPage person={id} />;
  if (spot === "duty") return id ? <HandOver id={id} /> : <DutyPage />;
  if (spot === "waiting") return id ? <Glass id={id} /> : <WaitingPage notices={<UnfinishedNotices />} />;
  if (spot === "notices") return <StaffSettings />;
  if (spot === "open" && id) return <OpenNotice id={id} onOpen={(opens) => route(opens, true)} home={homeOf(me.value!.kind)} />;
  if (spot === "rights" && id) return <Rights id={id} />;
  if (spot === "documents" && id) return <Documents id={id} />;
  if (spot === "papers") return <Gaps />;
  if (spot === "near") return <Near />;
  if (spot === "claims") return <Claims id={id} />;
  if (spot === "offer") return <Offer id={id} />;
  if (spot === "me") return <StaffMe onLeave={leave} />;
  return <Lost />;
}

/** Every staff screen: signing in, setting up, and the frame with its pages. Loaded apart from the young person's app. */
export default function Staff() {
  const { path, query, route } = useLocation(), who = me.value, open = stage.value === "open" && who !== null && who.kind !== "young_person" && who.kind !== "";
  const door = path === "/staff/sign-in" || path === "/staff/set-up", home = open && path === "/staff/sign-in";
  useEffect(() => { if (open) { wasIn = true; leftByHand = false; } }, [open]);
  useEffect(() => { if (home) route(homeOf(who!.kind), true); }, [home]);
  const enter = async (next: Me) => { await settle(next); if (door) route(homeOf(next.kind), true); };
  if (path === "/staff/set-up") return <StaffSetUp onOpen={(next) => void enter(next)} />;
  if (stage.value === "asking") return <Screen title="Onward"><Skeleton /></Screen>;
  if (stage.value === "away") return <Screen title="Onward" centred><Broken fault={new NoSignal("staff")} again={start} /></Screen>;
  if (!open || !who) return <StaffSignIn away={wasIn && !leftByHand} onOpen={(next) => void enter(next)} />;
  if (home) return null;
  const { spot, id } = spotOf(path), tab: CaseTab = query["show"] === "everyone" || query["show"] === "waiting" ? query["show"] : "needs";
  return <StaffFrame spot={spot} path={path} everyone={spot === "week" && tab === "everyone"}><Spot spot={spot} id={id} tab={tab} /></StaffFrame>;
}
