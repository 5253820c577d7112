import { useEffect } from "preact/hooks";
import { dayOf, plainDay, time, today } from "../shared/intl";
import { Blank, Broken, Chip, Face, Row, Rows, Screen, Skeleton } from "../shared/ui";
import type { Card } from "./api";
import { cards, cardsFault, loadThreads } from "./near";
import "./page.css";
import { Thread } from "./thread";
import { t } from "./words";

/** A beginning of what was said last. A nurse's words are not shown before the thread is opened. */
function sayLast(card: Card): string {
  if (!card.last_at) return card.last_seq ? t("list private") : t("nothing said");
  if (card.which === "nurse") return t("list private");
  return card.last_mine ? t("you said", { words: card.last_words }) : card.last_words;
}

function ThreadRow({ card }: { card: Card }) {
  const name = card.name || t("team"), at = card.last_at;
  return (
    <Row href={`/messages/${card.which}`} lead={<Face name={name} />} title={name} chip={card.unread > 0 ? <Chip look="you" icon="message-circle">{t("unread", { n: card.unread })}</Chip> : undefined}
      sub={t(card.which)} class="thread-row">
      <span class="last">{sayLast(card)}</span>{at && <span class="sub">{dayOf(at) === today() ? time(at) : plainDay(dayOf(at))}</span>}
    </Row>
  );
}

/** Their threads when there are several, else the only one. */
export function MessagesPage() {
  const all = cards.value;
  useEffect(() => { if (!cards.value) void loadThreads(); }, []);
  if (all?.length === 1) return <Thread which={all[0]!.which} back="/" />;
  return (
    <Screen title="Messages – Onward" tab="/messages" centred={!all && cardsFault.value !== undefined}>
      {all?.length ? <><div class="lead"><h1>{t("messages")}</h1><p>{t("list lead")}</p></div><Rows>{all.map((card) => <ThreadRow key={card.which} card={card} />)}</Rows></>
        : cardsFault.value !== undefined ? <Broken fault={cardsFault.value} again={loadThreads} /> : all ? <Blank title={t("messages")}><p>{t("nothing said")}</p></Blank> : <><h1>{t("messages")}</h1><Skeleton words={t("loading")} rows={2} /></>}
    </Screen>
  );
}

/** One thread by its address. Back leads to the list where there is one. */
export function ThreadPage({ which = "" }: { which?: string }) {
  return <Thread key={which} which={which === "nurse" ? "nurse" : "adviser"} back={(cards.value?.length ?? 0) > 1 ? "/messages" : "/"} />;
}
