import type { ComponentChildren } from "preact";
import { day } from "../shared/intl";
import { Face, Row, Rows } from "../shared/ui";
import { team } from "./team";
import { t } from "./team-words";

const until = (when: string | null): string => when ? day(when) : "";

/** The adviser, with who covers while they are away, and `children` under it. `known` is the name the plan carries, until the team is known. */
export function AdviserRow({ known, children }: { known: string | undefined; children?: ComponentChildren }) {
  const adviser = team.value?.adviser, cover = team.value?.cover, name = adviser?.name ?? known;
  if (!name) return <div class="group pad"><p>{t("nobody")}</p></div>;
  return <div class="group"><Row lead={<Face name={name} />} title={name} sub={cover ? t(cover.until ? "covering" : "covering open", { name: adviser?.given_name ?? name, cover: cover.name, day: until(cover.until) }) : adviser?.role} />{children}</div>;
}

/** Everyone on the team, by name and what they do. */
export function TeamList() {
  const all = team.value;
  if (!all) return null;
  const row = (name: string, role: string): ComponentChildren => <Row key={name} lead={<Face name={name} />} title={name} sub={role} />;
  const rows = [
    all.adviser && row(all.adviser.name, t("adviser")), all.cover && row(all.cover.name, all.cover.until ? t("cover", { day: until(all.cover.until) }) : t("cover open")),
    all.manager && row(all.manager.name, t("manager")), all.nurse && row(all.nurse.name, t("nurse")),
  ].filter(Boolean);
  return rows.length ? <Rows>{rows}</Rows> : <div class="group pad"><p>{t("nobody")}</p></div>;
}
