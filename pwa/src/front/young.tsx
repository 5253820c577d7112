import { Route, Router, lazy, useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import { heldSecret } from "../identity/secret";
import type { Me } from "../shared/api";
import { loadThreads } from "../messaging/near";
import { cover } from "../shared/leave";
import { me } from "../shared/me";
import { offline, stage } from "../shared/stage";
import { Blank, Broken, Button, Screen, away } from "../shared/ui";
import { NoSignal } from "../shared/http";
import { settle, start } from "./start";
import { Today } from "./today";
import { t } from "./words";

// Not on the way to Today: they come in a file of their own. Joining happens once and needs signal, so the worker does not keep it.
const Join = lazy(() => import("../identity/join").then((m) => m.Join)), AskOthers = lazy(() => import("../identity/join").then((m) => m.AskOthers));
const outside = () => import("./outside");
const Unlock = lazy(() => outside().then((m) => m.Unlock)), Welcome = lazy(() => outside().then((m) => m.Welcome));
const plans = () => import("../plans/pages");
const PlanPage = lazy(() => plans().then((m) => m.PlanPage)), PartPage = lazy(() => plans().then((m) => m.PartPage)), AnswerPage = lazy(() => plans().then((m) => m.AnswerPage)), ReviewPage = lazy(() => plans().then((m) => m.ReviewPage));
const talk = () => import("../messaging/pages");
const MessagesPage = lazy(() => talk().then((m) => m.MessagesPage)), ThreadPage = lazy(() => talk().then((m) => m.ThreadPage));
const Rights = lazy(() => import("./rights").then((m) => m.Rights));
// In two steps: a fault of its styles would get past a "then" that stands right behind the import.
const papers = () => import("./papers");
const Papers = lazy(() => papers().then((m) => m.Papers, away));
const own = () => import("./own");
const StuffPage = lazy(() => own().then((m) => m.StuffPage)), LookPage = lazy(() => own().then((m) => m.LookPage));
// Useless without signal, so the worker does not keep them either.
const online = () => import("./own-online");
const PhonesPage = lazy(() => online().then((m) => m.PhonesPage, away)), LookedPage = lazy(() => online().then((m) => m.LookedPage, away)), StatusPage = lazy(() => online().then((m) => m.StatusPage, away));
const notices = () => import("./notices");
const NoticesPage = lazy(() => notices().then((m) => m.NoticesPage, away)), InstallPage = lazy(() => notices().then((m) => m.InstallPage, away)), OpenPage = lazy(() => notices().then((m) => m.OpenPage, away));

/** This phone has nothing to open any more: it comes up as one that nobody joined. */
const startOver = (): void => { cover(true); location.replace("/"); };

/** An address that leads nowhere leads to Today. */
function Elsewhere() {
  const { route } = useLocation();
  useEffect(() => route("/", true), []);
  return null;
}

/** How long Today has to itself before the stream opens, in ms. */
const AFTER = 1_500;

/** Their threads, from now on: what they are at once, what happens in them as it does. Gives back how to stop. */
function hearThreads(): () => void {
  let stop = (): void => undefined, over = false;
  void loadThreads();
  const timer = setTimeout(() => void import("../messaging/live").then((m) => { if (!over) stop = m.listen(); }), AFTER);
  return () => { over = true; clearTimeout(timer); stop(); };
}

function Pages() {
  const open = stage.value === "open";
  useEffect(() => open ? hearThreads() : undefined, [open]);
  return (
    <Router>
      <Route path="/" component={Today} />
      <Route path="/plan" component={PlanPage} /><Route path="/plan/answer" component={AnswerPage} /><Route path="/plan/review" component={ReviewPage} /><Route path="/plan/:part" component={PartPage} />
      <Route path="/messages" component={MessagesPage} /><Route path="/messages/:which" component={ThreadPage} />
      <Route path="/rights/:at*" component={Rights} />
      <Route path="/me" component={StuffPage} /><Route path="/me/phones" component={PhonesPage} onThisGone={startOver} /><Route path="/me/looked" component={LookedPage} />
      <Route path="/me/documents/:kind?" component={Papers} />
      <Route path="/me/status" component={StatusPage} /><Route path="/me/look" component={LookPage} />
      <Route path="/me/notices" component={NoticesPage} /><Route path="/me/install" component={InstallPage} /><Route path="/open/:id" component={OpenPage} />
      <Route default component={Elsewhere} />
    </Router>
  );
}

/** The young person's side: the lock, the way in, or their pages, as the stage allows. */
export function Young() {
  const { path, route } = useLocation(), now = stage.value, staff = now === "open" && me.value?.kind !== "young_person";
  useEffect(() => { if (staff) route("/staff", true); }, [staff]);
  const opened = (who: Me) => void settle(who).then(() => { if (path === "/join") route("/", true); });
  if (now === "asking" || staff) return null;
  if (path === "/join" && (heldSecret() || now === "joining" || now === "nobody")) return <Join onOpen={opened} />;
  if (now === "joining") return <Join onOpen={opened} />;
  if (now === "nobody") return <Welcome onOpen={opened} />;
  if (now === "locked") return <Unlock onOpen={opened} onOut={startOver} />;
  if (now === "shut") return <Screen title="Onward" centred><Blank title={t("shut")} actions={<Button onClick={start}>{t("shut open")}</Button>}><p>{t("shut how")}</p></Blank></Screen>;
  if (now === "away") return <Screen title="Onward" centred><Broken fault={offline.value ? new NoSignal("start") : new Error("start")} again={start} /></Screen>;
  if (now === "open" && me.value?.shared_phone === null) return <AskOthers onDone={start} />;
  return <Pages />;
}
