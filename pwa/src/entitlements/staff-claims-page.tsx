import { useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import "./staff-claims.css";
import { useKeys } from "../shared/keys";
import { Broken, Skeleton } from "../shared/ui";
import { KeyHelp, useRows } from "../shared/ui/rows";
import { Tabs } from "../shared/ui/tabs";
import { ClaimPane } from "./staff-claim";
import { ClaimList } from "./staff-claims-list";
import { claims, claimsFault, closeClaim, inOrder, loadClaims, nextClaim, waitingClaims } from "./staff-claims-store";
import { t } from "./staff-claims-words";
import { RightsFiguresPanel } from "./staff-figures";

const KEYS = [["J", "K", "key move"], ["Enter", "", "key open"], ["N", "", "key next"], ["D", "", "key do"], ["L", "", "key late"]] as const;

function Board({ open }: { open: string | undefined }) {
  const { route } = useLocation(), rows = claims.value?.rows, { at, box } = useRows("claim", inOrder.value.map((row) => row.id), open, closeClaim);
  useKeys({ n: () => { const row = nextClaim(inOrder.value, open); if (row) route(`/staff/claims/${row.id}`); } });
  return (
    <div class={open ? "claims has-open" : "claims"}>
      <div class="claims-list">
        <div class="list-box" {...box}>{rows ? <ClaimList rows={rows} at={at} open={open} /> : claimsFault.value ? <Broken fault={claimsFault.value} again={loadClaims} extra={<></>} /> : <Skeleton rows={6} />}</div>
        <KeyHelp keys={KEYS} t={t} />
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
