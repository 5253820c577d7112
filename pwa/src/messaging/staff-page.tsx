import { useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import "./staff-page.css";
import { useKeys } from "../shared/keys";
import { Broken, Skeleton } from "../shared/ui";
import { KeyHelp, useRows } from "../shared/ui/rows";
import { InboxList } from "./staff-inbox";
import { inbox, inboxFault, inOrder, loadInbox, nextWaiting } from "./staff-inbox-store";
import { closeThread } from "./staff-thread-store";
import { StaffThreadPane } from "./staff-thread";
import { t } from "./staff-words";

const KEYS = [["J", "K", "key move"], ["Enter", "", "key open"], ["N", "", "key next"], ["R", "", "key reply"], ["Ctrl", "Enter", "key send"], ["E", "", "key done"], ["C", "", "key note"]] as const;

/** The inbox, and the open thread beside it: one after the other where there is no room for both. `person` belongs to the address. */
export function MessagesPage({ person }: { person: string | undefined }) {
  const { route } = useLocation(), rows = inbox.value?.rows, { at, box } = useRows("person", inOrder.value.map((row) => row.young_person), person, closeThread);
  useEffect(() => { void loadInbox(); }, []);
  useKeys({ n: () => { const row = nextWaiting(inOrder.value, person); if (row) route(`/staff/messages/${row.young_person}`); } });
  return (
    <div class={person ? "messages has-open" : "messages"}>
      <div class="messages-list">
        <div class="lead"><h1>{t("title")}</h1>{rows && <p class="small">{inbox.value!.waiting ? t("lead", { n: inbox.value!.waiting }) : t("lead none")}</p>}</div>
        <div class="list-box" {...box}>{rows ? <InboxList rows={rows} at={at} open={person} /> : inboxFault.value ? <Broken fault={inboxFault.value} again={loadInbox} extra={<></>} /> : <Skeleton rows={6} />}</div>
        <KeyHelp keys={KEYS} t={t} />
      </div>
      {person ? <StaffThreadPane person={person} key={person} /> : <div class="talk-none"><p><b>{t("choose one")}</b></p><p class="soft">{t("choose one how")}</p></div>}
    </div>
  );
}
