import { useEffect } from "preact/hooks";
import { NoSignal } from "../shared/http";
import { Blank, Broken, LinkButton, Skeleton, useBusy } from "../shared/ui";
import { api } from "./staff-api";
import { t } from "./staff-words";

/** A tapped notice: it ends as seen, and the thing it was about comes up. `onOpen` gets our own path; `home` is where to go when the notice has gone. */
export function OpenNotice({ id, onOpen, home }: { id: string; onOpen: (opens: string) => void; home: string }) {
  const { fault, run } = useBusy(), go = () => run(async () => { const { opens } = await api.opened(id); onOpen(opens.startsWith("/staff") ? opens : home); });
  useEffect(() => { void go(); }, [id]);
  if (fault instanceof NoSignal) return <Broken fault={fault} again={go} extra={<></>} />;
  return fault ? <Blank title={t("gone")} actions={<LinkButton href={home}>{t("start")}</LinkButton>}><p>{t("gone how")}</p></Blank> : <Skeleton words={t("elsewhere")} rows={1} />;
}
