import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import "./staff-page.css";
import { keysOn, turnKeys, useKeys } from "../shared/keys";
import { Broken, Skeleton } from "../shared/ui";
import { InboxList } from "./staff-inbox";
import { inbox, inboxFault, inOrder, loadInbox, nextWaiting } from "./staff-inbox-store";
import { closeThread } from "./staff-thread-store";
import { StaffThreadPane } from "./staff-thread";
import { t } from "./staff-words";

const KEYS = [["J", "K", "key move"], ["Enter", "", "key open"], ["N", "", "key next"], ["R", "", "key reply"], ["Ctrl", "Enter", "key send"], ["E", "", "key done"], ["C", "", "key note"]] as const;

function Keys() {
  return (
    <div class="key-help small soft" role="group" aria-label={t("keys")}>
      {keysOn.value ? <p>{KEYS.map(([one, two, what]) => <span key={what}><kbd>{one}</kbd>{two && <kbd>{two}</kbd>} {t(what)}</span>)}</p> : <p>{t("keys are off")}</p>}
      <button type="button" class="btn quiet" onClick={() => turnKeys(!keysOn.value)}>{t(keysOn.value ? "keys off" : "keys on")}</button>
    </div>
  );
}

/** The inbox, and the open thread beside it: one after the other where there is no room for both. `person` belongs to the address. */
export function MessagesPage({ person }: { person: string | undefined }) {
  const { route } = useLocation(), [at, setAt] = useState(person), list = useRef<HTMLDivElement>(null), rows = inbox.value?.rows, was = useRef(person);
  useEffect(() => { void loadInbox(); return closeThread; }, []);
  useEffect(() => {
    if (person) setAt(person); else closeThread();
    // Back from a thread: to the row it was opened from.
    if (!person && was.current) focusRow(was.current);
    was.current = person;
  }, [person]);
  const focusRow = (who: string | undefined) => { if (who) { setAt(who); list.current?.querySelector<HTMLElement>(`[data-person="${who}"]`)?.focus(); } };
  const step = (by: number) => {
    const all = inOrder.value, here = all.findIndex((row) => row.young_person === at);
    focusRow(all[Math.min(all.length - 1, Math.max(0, here < 0 ? 0 : list.current?.contains(document.activeElement) ? here + by : here + (person === at ? by : 0)))]?.young_person);
  };
  const next = () => { const row = nextWaiting(inOrder.value, person); if (row) route(`/staff/messages/${row.young_person}`); };
  useKeys({ j: () => step(1), k: () => step(-1), n: next });
  const arrows = (e: KeyboardEvent) => {
    const all = inOrder.value, does: Record<string, () => void> = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Home: () => focusRow(all[0]?.young_person), End: () => focusRow(all.at(-1)?.young_person) };
    const move = does[e.key];
    if (move && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); move(); }
  };
  const landed = (e: FocusEvent) => { const who = (e.target as HTMLElement).closest<HTMLElement>("[data-person]")?.dataset["person"]; if (who) setAt(who); };
  return (
    <div class={person ? "messages has-open" : "messages"}>
      <div class="messages-list">
        <div class="lead"><h1>{t("title")}</h1>{rows && <p class="small">{inbox.value!.waiting ? t("lead", { n: inbox.value!.waiting }) : t("lead none")}</p>}</div>
        <div class="list-box" ref={list} onKeyDown={arrows} onFocusIn={landed}>{rows ? <InboxList rows={rows} at={at} open={person} /> : inboxFault.value ? <Broken fault={inboxFault.value} again={loadInbox} extra={<></>} /> : <Skeleton rows={6} />}</div>
        <Keys />
      </div>
      {person ? <StaffThreadPane person={person} key={person} /> : <div class="talk-none"><p><b>{t("choose one")}</b></p><p class="soft">{t("choose one how")}</p></div>}
    </div>
  );
}
