import { useState } from "preact/hooks";
import { plainDay, today } from "../shared/intl";
import { Chip, Facts, Icon, Note } from "../shared/ui";
import type { Service } from "./api";
import { isStale } from "./search";
import { t } from "./words";

const digits = (phone: string): string => phone.replace(/[^\d+]/g, "");

/** What a tap can do: ring, write, look. Each says whom it is about to a reader. */
function Reach({ of }: { of: Service }) {
  const about = (what: string): string => t("about name", { what, name: of.name });
  if (!of.phone && !of.email && !of.link) return null;
  return (
    <div class="btns">
      {of.phone && <a class="btn second" href={`tel:${digits(of.phone)}`} aria-label={about(t("call", { phone: of.phone }))}><Icon name="phone" />{t("call", { phone: of.phone.replace(/ /g, " ") })}</a>}
      {of.link && <a class="btn quiet" href={of.link} rel="noopener noreferrer" target="_blank" aria-label={about(t("web"))}>{t("web")}</a>}
      {of.email && <a class="btn quiet" href={`mailto:${of.email}`} aria-label={about(t("email"))}>{t("email")}</a>}
    </div>
  );
}

function Inside({ of, stale }: { of: Service; stale: boolean }) {
  return (
    <div class="pad cq">
      {of.gone ? <Note look="ends" icon="triangle-alert">{t("gone how")}</Note> : stale && <Note look="ends" icon="triangle-alert">{t("old")}</Note>}
      <p>{of.what}</p>
      <Facts rows={[[t("who for"), of.who_for], [t("address"), of.address], [t("opens"), of.opens], [t("cost"), of.cost], [t("from"), of.from_whom]]} />
      <Reach of={of} />
    </div>
  );
}

/** One service: its name, kind and when it was checked; a tap shows the rest. */
export function Place({ of }: { of: Service }) {
  const [open, setOpen] = useState(false), stale = isStale(of, today());
  return (
    <details class={of.gone ? "place is-gone" : "place"} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary class="row"><span class="b"><h3 class="place-name">{of.name}</h3><span class="sub">{t(`kind ${of.about}`)}</span><span class="sub">{t("checked", { day: plainDay(of.checked_on) })}</span>{of.gone && <span class="chips"><Chip look="ends" icon="x">{t("gone")}</Chip></span>}</span><Icon name="chevron-right" class="chev" /></summary>
      {open && <Inside of={of} stale={stale} />}
    </details>
  );
}
