import type { ComponentChildren } from "preact";
import type { Action } from "../shared/api";
import { day, left, plainDay } from "../shared/intl";
import { Button, Chip, Facts, Fault, Stop, useBusy } from "../shared/ui";
import { sendDone } from "./api";
import { AskAbout } from "./ask";
import { CHIP, STOP, isOpen, standing, type Standing } from "./reading";
import { load } from "./store";
import { t } from "./words";

function saying(a: Action, how: Standing, waits: boolean): string {
  if (how === "done") return waits ? t("chip done wait") : a.done_on ? t("chip done", { day: plainDay(a.done_on) }) : t("key done");
  if (how === "missed") return t("chip missed");
  if (how === "you") return t("your turn");
  return t(how === "late" ? "chip late" : "chip on it", { name: a.who.given_name || a.who.name });
}

function dates(a: Action, how: Standing, now: string): [string, ComponentChildren] {
  if (!a.by_when) return [t("by"), ""];
  const gone = a.by_when < now, rest = left(a.by_when, now);
  // Their own late things are dated, never counted in days: nobody is blamed here.
  if (how === "you" && gone) return [t("was by"), day(a.by_when, now)];
  return [t("by"), rest && isOpen(a) ? t("by left", { day: day(a.by_when, now), left: rest }) : day(a.by_when, now)];
}

/** One promise: who, by when, how it helps. Their own can be ticked off here. */
export function ActionItem({ action: a, now, waits }: { action: Action; now: string; waits: boolean }) {
  const how = standing(a, now), { busy, fault, run } = useBusy();
  const finish = () => run(async () => { if (await sendDone(a.id)) await load(); });
  const rows: [string, ComponentChildren][] = how === "done" ? [[t("helps"), a.helps]] : [[t("who"), a.who.you ? t("you") : a.who.name], dates(a, how, now), [t("helps"), a.helps], [t("if not"), a.plan_b]];
  return (
    <li><Stop look={STOP[how]} />
      <div class="cq">
        <Chip look={CHIP[how]} {...(how === "missed" ? { icon: "minus" as const } : {})}>{saying(a, how, waits)}</Chip>
        <h3>{a.what}</h3>
        <Facts rows={rows} />
        <div class="btns">{how === "you" && <Button kind="second" busy={busy} onClick={finish} label={t("did it about", { what: a.what })}>{t("did it")}</Button>}<AskAbout kind="action" id={a.id} words={a.what} /></div>
        {fault !== undefined && <Fault>{t("did fault")}</Fault>}
      </div>
    </li>
  );
}
