import { count, day } from "../shared/intl";
import { Icon, Stop } from "../shared/ui";
import { toFix, type ActionView } from "./editor-action";
import { valueOf } from "./editor-fields";
import { actionKey } from "./editor-typed";
import { t } from "./editor-words";
import type { Gap, StaffVersion } from "./staff-api";
import { partName } from "./words";

function Check({ ok, title, sub }: { ok: boolean; title: string; sub: string }) {
  return <li class={`hint-card ${ok ? "ok" : "fix"}`}><Icon name={ok ? "circle-check" : "pencil"} /><span><b>{title}</b>{sub && <><br /><span class="soft">{sub}</span></>}</span></li>;
}

/** Whether the open action is clear to its reader, point by point. */
export function ActionCheck({ view, name }: { view: ActionView | undefined; name: string }) {
  if (!view) return <section class="group pad" aria-labelledby="check"><h2 id="check">{t("check", { name })}</h2><p class="small soft">{t("check none")}</p></section>;
  const { action, gaps, hints, n } = view, plain = (field: "helps" | "plan_b") => valueOf(actionKey(action.id, field), action[field]).trim();
  const noWho = !action.who.name, noWhen = !action.by_when;
  return (
    <section class="group" aria-labelledby="check"><div class="pad check-head"><h2 id="check">{t("check", { name })}</h2><p class="small soft">{t("check lead", { n })}</p></div>
      <ul aria-live="polite">
        <Check ok={!noWho} title={t(noWho ? "who gap" : "who ok")} sub={noWho ? t("must") : action.who.name} />
        <Check ok={!noWhen} title={t(noWhen ? "when gap" : "when ok")} sub={noWhen ? t("must") : day(action.by_when!)} />
        <Check ok={Boolean(plain("helps"))} title={t(plain("helps") ? "helps ok" : "helps gap")} sub="" />
        <Check ok={!hints.length && Boolean(action.what)} title={t(hints.length || !action.what ? "what gap" : "what ok")} sub={hints[0]?.problem ?? ""} />
        <Check ok={Boolean(plain("plan_b"))} title={t(plain("plan_b") ? "plan b ok" : "plan b gap")} sub={plain("plan_b") ? "" : t("plan b gap sub")} />
        {gaps.filter((gap) => !/person|date/i.test(gap.problem)).map((gap) => <Check key={gap.problem} ok={false} title={gap.problem} sub={t("must")} />)}
      </ul></section>
  );
}

/** The gaps that stop sharing, each a link to its place. `to` makes the address. */
export function GapLinks({ gaps, to }: { gaps: Gap[]; to: (gap: Gap) => string }) {
  const places = new Map<string, Gap[]>();
  for (const gap of gaps) places.set(to(gap), [...places.get(to(gap)) ?? [], gap]);
  return (
    <ul class="gap-links">{[...places].map(([address, [first, ...rest]]) => (
      <li key={address}><a href={address}>{first!.what ? t("gap at", { part: partName(first!.part), what: first!.what }) : partName(first!.part)}</a><span class="soft small">{[first!, ...rest].map((gap) => gap.problem).join(". ")}</span></li>
    ))}</ul>
  );
}

/** What stands between this draft and the young person's phone, in order. */
export function BeforeSharing({ draft, views, gaps, name, to }: { draft: StaffVersion; views: ActionView[]; gaps: Gap[]; name: string; to: (gap: Gap) => string }) {
  const worded = draft.parts.filter((part) => part.own_words).length, clear = views.filter((view) => toFix(view) === 0).length;
  return (
    <section class="group pad" aria-labelledby="before"><h2 id="before">{t("before")}</h2><ol class="line small">
      <li><Stop look={worded === draft.parts.length ? "done" : "you"} /><div><b>{t("words in", { name, n: worded })}</b>{worded < draft.parts.length && <span class="when">{t("words in how")}</span>}</div></li>
      <li><Stop look={views.length > 0 && clear === views.length ? "done" : "you"} /><div><b>{views.length ? t("actions clear", { clear: count(clear), all: count(views.length) }) : t("actions none")}</b>
        {gaps.length ? <><span class="when">{t("actions gaps", { n: gaps.length })}</span><GapLinks gaps={gaps} to={to} /></> : views.length > clear && <span class="when">{t("actions clear how")}</span>}</div></li>
      <li><Stop look="to_come" /><div><b>{t("on phone", { name })}</b><span class="when">{t("on phone how")}</span></div></li>
    </ol></section>
  );
}
