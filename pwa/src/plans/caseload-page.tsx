import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import "./caseload-page.css";
import { count, longDay } from "../shared/intl";
import { Broken, Skeleton } from "../shared/ui";
import { Tabs } from "../shared/ui/tabs";
import { GROUPS, groupOf, rowsOf, type CaseTab } from "./caseload-rows";
import { CaseloadRow } from "./caseload-row";
import { caseload, caseloadFault, loadCaseload } from "./caseload-store";
import { t } from "./caseload-words";
import type { Caseload } from "./staff-api";

/** When somebody was last spoken with: it belongs to another room and is put in by the front. */
type Spoke = ((person: string) => ComponentChildren) | undefined;

function List({ list, tab, text, spoke }: { list: Caseload; tab: CaseTab; text: string; spoke: Spoke }) {
  const rows = rowsOf(list.people, tab, text);
  if (!rows.length) return text
    ? <div class="group pad quiet-blank"><h2>{t("none found", { text })}</h2><p>{t("none found how")}</p></div>
    : <div class="group pad quiet-blank"><h2>{t(`empty ${tab}`)}</h2><p>{t(`empty ${tab} how`)}</p></div>;
  const heads = ["person", "need", "clock", spoke ? "spoke" : "review", "plan"] as const;
  return (
    <div class="group"><table class="grid fold caseload"><caption class="vh">{t(`caption ${tab}`)}</caption>
      <thead><tr>{heads.map((head) => <th scope="col" key={head}>{t(head)}</th>)}<th scope="col"><span class="vh">{t("act")}</span></th></tr></thead>
      {GROUPS.map((group) => {
        const here = groupOf(rows, group);
        return here.length > 0 && (
          <tbody key={group}>
            <tr><th class="group-h" colSpan={heads.length + 1} scope="rowgroup">{t(group, { count: count(here.length) })}</th></tr>
            {here.map((row) => <CaseloadRow key={row.id} row={row} today={list.today} filled={group === "today"} spoke={spoke?.(row.id)} />)}
          </tbody>
        );
      })}
    </table></div>
  );
}

/** This week: who needs something from this adviser, the nearest legal date first. `tab` and `onTab` belong to the address; without `spoke` that column tells of the next review alone. */
export function CaseloadPage({ tab, onTab, spoke }: { tab: CaseTab; onTab: (next: CaseTab) => void; spoke?: Spoke }) {
  const [text, setText] = useState("");
  useEffect(() => { void loadCaseload(); }, []);
  const list = caseload.value;
  if (!list) return caseloadFault.value ? <Broken fault={caseloadFault.value} again={loadCaseload} /> : <Skeleton rows={6} />;
  const slots = { date: longDay(list.today, list.today), needs: count(list.needs), n: list.everyone };
  const found = rowsOf(list.people, tab, text).length;
  return (
    <>
      <div class="top">
        <div class="lead"><h1>{t("title")}</h1><p class="small">{list.needs ? t("lead", slots) : t("lead none", slots)}</p></div>
        <label class="field finder"><span class="vh">{t("find")}</span><input type="search" placeholder={t("find")} value={text} onInput={(e) => setText(e.currentTarget.value)} autocomplete="off" /></label>
      </div>
      <p class="vh" role="status">{text ? t("found", { n: found }) : ""}</p>
      <Tabs label={t("tabs")} value={tab} onChange={onTab} tabs={[
        { value: "needs", label: t("needs", { count: count(list.needs) }) },
        { value: "everyone", label: t("everyone", { count: count(list.everyone) }) },
        { value: "waiting", label: t("waiting", { count: count(list.waiting) }) },
      ]}><List list={list} tab={tab} text={text.trim()} spoke={spoke} /></Tabs>
    </>
  );
}
