import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { NoSignal } from "../http";
import { Button } from "./button";
import { t } from "./words";

/** The drawn line: waiting for what is to come, or broken. Where nothing is drawn it stays words only. */
function Art({ broken }: { broken: boolean }) {
  return broken
    ? <svg class="art" viewBox="0 0 180 110" fill="none" aria-hidden="true"><path d="M12 84c34 0 40-44 66-44" class="art-way" /><path d="M118 40h46" class="art-way" /><path d="M92 66l10-50" class="art-crack" /></svg>
    : <svg class="art" viewBox="0 0 180 110" fill="none" aria-hidden="true"><path d="M12 92c62 0 26-66 86-66" class="art-way" /><path d="M98 26h54" class="art-dots" /><circle cx="98" cy="26" r="11" class="art-you" /><circle cx="162" cy="26" r="9" class="art-end" /></svg>;
}

/** Nothing here yet, or something broke: what it is, why, and what to do. */
export function Blank({ title, alert = false, children, actions }: { title: string; alert?: boolean; children?: ComponentChildren; actions?: ComponentChildren }) {
  return <div class="blank" role={alert ? "alert" : undefined}><Art broken={alert} /><h1>{title}</h1>{children}{actions}</div>;
}

/** What to show for anything that a load threw. */
export function Broken({ fault, again, extra }: { fault: unknown; again: () => unknown; extra?: ComponentChildren }) {
  const away = fault instanceof NoSignal;
  return (
    <Blank alert title={away ? t("no signal") : t("error")} actions={<><Button icon="refresh-cw" onClick={again}>{t("try again")}</Button>{extra ?? <a class="btn quiet" href="/help">{t("error help")}</a>}</>}>
      <p>{away ? t("no signal why") : t("error why")}</p>
    </Blank>
  );
}

/** Grey lines while loading, after 300 ms only: most loads are quicker and should not flicker. */
export function Skeleton({ words = t("loading"), rows = 3 }: { words?: string; rows?: number }) {
  const [shown, show] = useState(false);
  useEffect(() => { const timer = setTimeout(() => show(true), 300); return () => clearTimeout(timer); }, []);
  if (!shown) return <div aria-busy="true" />;
  return (
    <div aria-busy="true" class="stack"><p class="vh" role="status">{words}</p>
      <div class="lead"><span class="skel w-half" /><span class="skel" /></div>
      <div class="group">{Array.from({ length: rows }, (_, i) => <div class="row" key={i}><span class="b"><span class="skel w-half" /><span class="skel" /></span></div>)}</div>
    </div>
  );
}
