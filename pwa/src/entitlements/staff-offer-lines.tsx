import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { count, plainDay, today } from "../shared/intl";
import { Button, Chip, Field, Icon, LinkButton, Sheet } from "../shared/ui";
import { Clock } from "../shared/ui/clock";
import type { Offer, OfferLine } from "./staff-api";
import { TOPICS } from "./icons";
import { Pick } from "./staff-day";
import { linesBy, nameFor, SHOWS, type Show } from "./staff-offer-store";
import { t } from "./staff-offer-words";
import type { Topic } from "./types";

function Ours({ line }: { line: OfferLine }) {
  if (line.change === "same") return <span class={line.local ? "" : "soft"}>{t(line.local ? "same local" : "same")}</span>;
  return <Chip look="you" icon={line.change === "taken_out" ? "minus" : line.change === "added" ? "plus" : "pencil"}>{t(line.change)}</Chip>;
}

function Row({ line, now }: { line: OfferLine; now: string }) {
  const late = line.review_by < now;
  return (
    <tr>
      <td class="c-line"><a href={`/staff/offer/${line.right}`}>{line.title}</a></td>
      <td class="c-ours"><span class="marks"><Ours line={line} />{line.wrong.length > 0 && <Chip look="late">{t("to mend", { n: line.wrong.length })}</Chip>}</span></td>
      <td class="c-review">{late ? <Clock look="late">{t("review late", { day: plainDay(line.review_by, now) })}</Clock> : <span class={line.stale ? "" : "soft"}><span class="vh">{t("review")} </span>{plainDay(line.review_by, now)}</span>}{line.stale && !late && <Chip look="ends">{t("stale")}</Chip>}</td>
      <td class="end"><LinkButton class="sm" kind="second" href={`/staff/offer/${line.right}`}>{t("edit")}<span class="vh">: {line.title}</span></LinkButton></td>
    </tr>
  );
}

function OwnSheet({ of, onClose }: { of: Offer; onClose: () => void }) {
  const { route } = useLocation(), [title, setTitle] = useState(""), [topic, setTopic] = useState<Topic>("money"), [tried, setTried] = useState(false);
  const submit = (e: Event) => { e.preventDefault(); setTried(true); if (title.trim()) route(`/staff/offer/${nameFor(title, of.lines.map((line) => line.right))}?title=${encodeURIComponent(title.trim())}&topic=${topic}`); };
  return (
    <Sheet title={t("own title")} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      <Field label={t("own name")} value={title} onInput={setTitle} maxLength={80} err={tried && !title.trim() ? t("own missing") : undefined} />
      <Pick label={t("own topic")} value={topic} onChange={setTopic} options={TOPICS.map((one) => ({ value: one, label: t(one) }))} />
      <div class="btns"><Button type="submit">{t("own go")}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form></Sheet>
  );
}

/** Every line by topic: whose words they are, what is drafted, and when it must be checked again. */
export function OfferLines({ of, locked }: { of: Offer; locked: boolean }) {
  const [text, setText] = useState(""), [show, setShow] = useState<Show>("all"), [adding, add] = useState(false), now = today(), groups = linesBy(of.lines, show, text, now), n = groups.reduce((sum, [, here]) => sum + here.length, 0);
  return (
    <div class="stack">
      <div class="offer-tools"><label class="field"><span class="vh">{t("find")}</span><input type="search" placeholder={t("find")} value={text} onInput={(e) => setText(e.currentTarget.value)} autocomplete="off" /></label>
        <label class="field"><span class="vh">{t("show")}</span><select value={show} onChange={(e) => setShow(e.currentTarget.value as Show)}>{SHOWS.map((one) => <option key={one} value={one}>{t(`show ${one}`)}</option>)}</select></label>
        {!locked && <Button kind="second" icon="plus" onClick={() => add(true)}>{t("own")}</Button>}</div>
      <p class="vh" role="status">{text || show !== "all" ? t("found", { n }) : ""}</p>
      {groups.length ? <div class="group"><table class="grid fold offer-lines"><caption class="vh">{t("title")}</caption>
        <thead><tr>{(["line", "ours", "review"] as const).map((head) => <th scope="col" key={head}>{t(head)}</th>)}<th scope="col"><span class="vh">{t("edit")}</span></th></tr></thead>
        {groups.map(([topic, here]) => <tbody key={topic}><tr><th class="group-h" colSpan={4} scope="rowgroup">{t("topic", { topic: t(topic), count: count(here.length) })}</th></tr>{here.map((line) => <Row key={line.right} line={line} now={now} />)}</tbody>)}
      </table></div> : <p><Icon name="circle-check" /> {t("none found")}</p>}
      {adding && <OwnSheet of={of} onClose={() => add(false)} />}
    </div>
  );
}
