import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import "./staff-claims.css";
import { keysOn, turnKeys, useKeys } from "../shared/keys";
import { Broken, Skeleton } from "../shared/ui";
import { Tabs } from "../shared/ui/tabs";
import { ClaimPane } from "./staff-claim";
import { ClaimList } from "./staff-claims-list";
import { claims, claimsFault, closeClaim, inOrder, loadClaims, nextClaim, waitingClaims } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { RightsFiguresPanel } from "./staff-figures";

const KEYS = [["J", "K", "key move"], ["Enter", "", "key open"], ["N", "", "key next"], ["D", "", "key do"], ["L", "", "key late"]] as const;

function Keys() {
  return (
    <div class="key-help small soft" role="group" aria-label={t("keys")}>
      {keysOn.value ? <p>{KEYS.map(([one, two, what]) => <span key={what}><kbd>{one}</kbd>{two && <kbd>{two}</kbd>} {t(what)}</span>)}</p> : <p>{t("keys are off")}</p>}
      <button type="button" class="btn quiet" onClick={() => turnKeys(!keysOn.value)}>{t(keysOn.value ? "keys off" : "keys on")}</button>
    </div>
  );
}

function Board({ open }: { open: string | undefined }) {
  const { route } = useLocation(), [at, setAt] = useState(open), list = useRef<HTMLDivElement>(null), rows = claims.value?.rows, was = useRef(open);
  const focusRow = (id: string | undefined) => { if (id) { setAt(id); list.current?.querySelector<HTMLElement>(`[data-claim="${id}"]`)?.focus(); } };
  useEffect(() => closeClaim, []);
  useEffect(() => {
    if (open) setAt(open); else closeClaim();
    // Back from a claim: to the row it was opened from.
    if (!open && was.current) focusRow(was.current);
    was.current = open;
  }, [open]);
  const step = (by: number) => {
    const all = inOrder.value, here = all.findIndex((row) => row.id === at);
    focusRow(all[Math.min(all.length - 1, Math.max(0, here < 0 ? 0 : list.current?.contains(document.activeElement) ? here + by : here + (open === at ? by : 0)))]?.id);
  };
  const next = () => { const row = nextClaim(inOrder.value, open); if (row) route(`/staff/claims/${row.id}`); };
  useKeys({ j: () => step(1), k: () => step(-1), n: next });
  const arrows = (e: KeyboardEvent) => {
    const all = inOrder.value, does: Record<string, () => void> = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Home: () => focusRow(all[0]?.id), End: () => focusRow(all.at(-1)?.id) };
    const move = does[e.key];
    if (move && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); move(); }
  };
  const landed = (e: FocusEvent) => { const id = (e.target as HTMLElement).closest<HTMLElement>("[data-claim]")?.dataset["claim"]; if (id) setAt(id); };
  return (
    <div class={open ? "claims has-open" : "claims"}>
      <div class="claims-list">
        <div class="list-box" ref={list} onKeyDown={arrows} onFocusIn={landed}>{rows ? <ClaimList rows={rows} at={at} open={open} /> : claimsFault.value ? <Broken fault={claimsFault.value} again={loadClaims} extra={<></>} /> : <Skeleton rows={6} />}</div>
        <Keys />
      </div>
      {open ? <ClaimPane id={open} key={open} /> : <div class="claim-none"><p><b>{t("choose one")}</b></p><p class="soft">{t("choose one how")}</p></div>}
    </div>
  );
}

export type ClaimTab = "list" | "figures";

/** Claims by clock, and the open one beside them. `open` and `tab` belong to the address; only who `manages` has the figures. */
export function ClaimsPage({ open, tab, manages, onTab }: { open: string | undefined; tab: ClaimTab; manages: boolean; onTab: (next: ClaimTab) => void }) {
  useEffect(() => { void loadClaims(); }, []);
  const n = waitingClaims.value;
  return (
    <div class={open ? "claims-page has-open" : "claims-page"}>
      <div class="lead"><h1>{t("title")}</h1>{claims.value && <p class="small">{n ? t("lead", { n }) : t("lead none")}</p>}</div>
      {manages
        ? <Tabs label={t("tabs")} value={tab} onChange={onTab} tabs={[{ value: "list", label: t("tab list") }, { value: "figures", label: t("tab figures") }]}>{tab === "figures" ? <RightsFiguresPanel /> : <Board open={open} />}</Tabs>
        : <Board open={open} />}
    </div>
  );
}
