import "./staff-thread.css";
import { dayOf, longDay, time, today } from "../shared/intl";
import { Button, Icon } from "../shared/ui";
import { api, type Marks, type Message } from "./staff-api";
import { FileView, type Bytes } from "./staff-file";
import { sendAgain, takeBack, type Unsent } from "./staff-thread-store";
import { t } from "./staff-words";

/** A message was typed long before it could be sent: from here on both times are said. In ms. */
const LONG = 5 * 60_000;

/** How far ours has come with them. */
export const stateOf = (seq: number, marks: Marks): "sent" | "delivered" | "read" => seq <= marks.read ? "read" : seq <= marks.delivered ? "delivered" : "sent";

/** "Today", or "Tuesday 10 March": over the first message of each day. */
export const dayHead = (at: string): string => dayOf(at) === today() ? t("today") : longDay(dayOf(at));

function said(message: Message): string {
  const author = message.mine ? t("you") : message.author;
  return Date.parse(message.sent_at) - Date.parse(message.written_at) > LONG
    ? t("written", { author, written: time(message.written_at), sent: time(message.sent_at) }) : t("at", { author, time: time(message.sent_at) });
}

type Shown = { message: Message; name: string; marks?: Marks | undefined; chosen?: boolean | undefined; onChoose?: ((on: boolean) => void) | undefined; bytes?: Bytes };

/** One message: theirs on marigold, ours on white with how far it came. `onChoose` puts a box before it, for a case note. */
export function Said({ message, name, marks, chosen = false, onChoose, bytes = api.file }: Shown) {
  const state = marks && !message.by_owner ? stateOf(message.seq, marks) : undefined, { about, file } = message;
  return (
    <div class={`say ${message.by_owner ? "theirs" : "ours"}`} data-seq={message.seq}>
      {onChoose && <input type="checkbox" class="pick" checked={chosen} onChange={(e) => onChoose(e.currentTarget.checked)} aria-label={t("note choose", { words: message.words || (file ? t(file.kind === "photo" ? "photo" : file.kind === "pdf" ? "pdf" : "voice short") : "") })} />}
      <div class="bub">
        {about && <p class="about"><Icon name="route" /><span>{t("about", { words: about.words })}</span></p>}
        {message.words && <p class="words">{message.words}</p>}
        {file && <FileView file={file} by={message.mine ? t("you") : message.author} bytes={bytes} />}
      </div>
      <p class="st"><span>{said(message)}</span>
        {state && <span class="st-bit"><Icon name={state === "sent" ? "check" : "check-check"} />{t(state, { name })}</span>}
        {message.filed && <span class="st-bit"><Icon name="file-text" />{t("filed")}</span>}</p>
    </div>
  );
}

/** One that the server does not have: it never looks like one that it has. */
export function NotSent({ one }: { one: Unsent }) {
  return (
    <div class="say ours wait"><div class="bub">{one.about && <p class="about"><Icon name="route" /><span>{t("about", { words: one.about.words })}</span></p>}{one.words && <p class="words">{one.words}</p>}{one.file && <p class="file-row"><Icon name="file-text" />{one.file.name || t(one.file.kind === "voice" ? "voice short" : "photo")}</p>}</div>
      <p class="st" role="status">{one.state === "sending" ? <><Icon name="clock" />{t("sending")}</> : <><Icon name="circle-alert" />{t(one.state)}</>}</p>
      {one.state !== "sending" && <div class="btns">{one.state === "failed" && <Button kind="second" class="sm" icon="refresh-cw" onClick={() => sendAgain(one.id)}>{t("again")}</Button>}<Button kind="quiet" class="sm" onClick={() => takeBack(one.id)}>{t("edit")}</Button></div>}
    </div>
  );
}
