import { Button, Icon, Sheet, type IconName } from "../shared/ui";
import type { Card } from "./api";
import { lastOf } from "./states";
import { tellTold } from "./store";
import { t } from "./words";

/** "Dan, Priya and Sam". */
const all = (names: string[]): string => names.length < 2 ? names[0] ?? "" : t("and", { some: names.slice(0, -1).join(", "), last: lastOf(names)! });

function Point({ icon, title, lines }: { icon: IconName; title: string; lines: string[] }) {
  return <li class="told-point"><Icon name={icon} class="lead-i" /><div><h3>{title}</h3>{lines.map((one) => <p key={one}>{one}</p>)}</div></li>;
}

/** Before the first message: who can read it, what must be passed on, that it is kept. OK is told to the server. */
export function ToldSheet({ card, which, onOk, onClose }: { card: Card | undefined; which: Card["which"]; onOk: () => void; onClose: () => void }) {
  const names = all(card?.readers ?? []);
  const ok = (): void => { void tellTold(which); onOk(); };
  return (
    <Sheet title={t("told ask")} lead={t("told lead")} onClose={onClose} exit>
      <ul class="told">
        <Point icon="eye" title={t("told who")} lines={[names ? t("told who one", { names }) : t("told who none"), t("told who more")]} />
        <Point icon="shield" title={t("told pass")} lines={[t("told pass how"), t("told pass first")]} />
        <Point icon="folder" title={t("told kept")} lines={[t("told kept how")]} />
      </ul>
      <div class="stack"><Button wide onClick={ok}>{t("told ok")}</Button><Button kind="quiet" onClick={onClose}>{t("close")}</Button></div>
    </Sheet>
  );
}
