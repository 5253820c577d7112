import { dayOf, opening, saved, time, today } from "../shared/intl";
import { Face, Row, Rows, Section } from "../shared/ui";
import { unreadCards } from "./near";
import { named, t } from "./near-words";

/** What came and is not read yet. A nurse's words are not shown before the thread is opened. */
export function NewMessages() {
  const fresh = unreadCards.value;
  return fresh.length > 0 && (
    <Section id="new" title={t("new")}>
      <Rows>{fresh.map((c) => {
        const name = c.name || t("team"), at = c.last_at;
        return <Row key={c.which} href={`/messages/${c.which}`} lead={<Face name={name} />} title={name}><span>{c.which === "nurse" || !c.last_words ? t("something") : c.last_words}</span>{at && <span class="sub">{opening(dayOf(at) === today() ? time(at) : saved(at))}</span>}</Row>;
      })}</Rows>
    </Section>
  );
}

/** The way to write to their adviser. */
export function MessageRow({ name }: { name: string | undefined }) { return <Row icon="message-circle" href="/messages/adviser" title={named("message", name)} />; }
