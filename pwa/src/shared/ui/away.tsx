import { NoSignal } from "../http";
import { Screen } from "./frame";
import { Broken } from "./states";
import { t } from "./words";

function Away() { return <Screen title="Onward" back={{ href: "/", label: t("tab today") }} centred><Broken fault={new NoSignal("page")} again={() => location.reload()} /></Screen>; }

/** In place of a page whose file the worker does not keep and that could not be fetched. */
export const away = (): typeof Away => Away;
