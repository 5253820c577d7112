import type { Version } from "../shared/api";
import { day, plainDay, today } from "../shared/intl";
import { PARTS, inOrder } from "./reading";
import { partName, t } from "./words";

/** The whole plan for paper: every part with its actions, in black on white. Hidden on the screen. */
export function PrintedPlan({ version, now }: { version: Version; now: string }) {
  return (
    <div class="printed" aria-hidden="true">
      <p class="print-title">{t("your plan")}</p>
      {PARTS.map(([code]) => version.parts.find((p) => p.code === code)).filter((p) => p !== undefined).map((part) => (
        <div class="print-part" key={part.code}>
          <p class="print-head">{partName(part.code)}</p>
          {part.own_words && <p class="print-voice">“{part.own_words}”</p>}
          {part.matters.map((m) => <p key={m.code}>{[m.need, m.support].filter(Boolean).join(" ")}</p>)}
          {part.actions.length === 0 && <p>{t("no actions")}</p>}
          {part.actions.length > 0 && (
            <table><thead><tr><th>{t("what next")}</th><th>{t("who")}</th><th>{t("by")}</th><th>{t("helps")}</th></tr></thead>
              <tbody>{inOrder(part.actions).map((a) => <tr key={a.id}><td>{a.what}{a.done_on && ` (${t("chip done", { day: plainDay(a.done_on, now) })})`}</td><td>{a.who.you ? t("you") : a.who.name}</td><td>{a.by_when && day(a.by_when, now)}</td><td>{a.helps}</td></tr>)}</tbody>
            </table>
          )}
          {part.if_things_change && <p>{t("changes")}: {part.if_things_change}</p>}
        </div>
      ))}
      <p>{t("printed", { day: day(today(), now), n: version.number })}</p>
    </div>
  );
}
