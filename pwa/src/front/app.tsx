import { ErrorBoundary, LocationProvider, lazy, useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { Broken, Screen } from "../shared/ui";
import { Help } from "./help";
import { Young } from "./young";

// Not fetched on a young person's phone: the worker keeps none of it.
const Staff = lazy(() => import("./staff"));
const Demo = lazy(() => import("../demo/page"));
const Offer = lazy(() => import("./rights").then((m) => m.OfferPage)), Near = lazy(() => import("../local_help/page").then((m) => m.NearPage));

/** What the address asks for. Staff and demo screens come in their own files, the rest is the young person's. */
function Whole() {
  const { path } = useLocation();
  if (/^\/staff(\/|$)/.test(path)) return <Staff />;
  if (path === "/demo") return <Demo />;
  if (path === "/help") return <Help />;
  if (path === "/offer") return <Offer />;
  if (path === "/near") return <Near />;
  return <Young />;
}

/** The whole app. A screen that fails says so and offers another try; the words for it need nothing that could fail. */
export function App() {
  const [fault, setFault] = useState<unknown>(undefined);
  return (
    <LocationProvider>
      {fault ? <Screen title="Onward" centred><Broken fault={fault} again={() => location.reload()} /></Screen> : <ErrorBoundary onError={setFault}><Whole /></ErrorBoundary>}
    </LocationProvider>
  );
}
