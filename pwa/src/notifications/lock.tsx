import { longDay, today } from "../shared/intl";
import { Mark } from "../shared/ui";
import type { Shows } from "./api";
import { t } from "./words";

const hour = (): string => new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", timeZone: "Europe/London" }).format(new Date());

/** What a push shows, at most. First names need a name; until one is known the private line shows, as on a real lock screen. */
export const shown = (shows: Shows, name: string | undefined): string => shows === "first_names" && name ? t("from name", { name }) : t("something");

/** A lock screen as it would look with this choice. A picture: its one label says all that it shows. */
export function LockPreview({ shows, name }: { shows: Shows; name: string | undefined }) {
  const words = shown(shows, name);
  return (
    <figure class="lock" role="img" aria-label={shows === "none" ? t("looks empty") : t("looks", { words })}>
      <p class="small">{longDay(today())}</p><time>{hour()}</time>
      <div class={`push${shows === "none" ? " nothing" : ""}`}><Mark /><b>{t("app")}</b><span class="ago">{t("now")}</span><span class="t">{words}</span></div>
    </figure>
  );
}
