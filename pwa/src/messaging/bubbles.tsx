import type { ComponentChildren } from "preact";
import { dayOf, longDay, time, today } from "../shared/intl";
import { letGo, tryAgain } from "../shared/post";
import { Icon, type IconName } from "../shared/ui";
import type { Card } from "./api";
import { FileView } from "./file-view";
import type { Line, State } from "./states";
import { named, t } from "./words";

const ICON: Record<Exclude<State, "failed">, IconName> = { sending: "clock", waiting: "clock", sent: "check", delivered: "check-check", read: "check-check" };

/** How far it has got, in words, with its sign. */
function Standing({ line, card }: { line: Line; card: Card | undefined }) {
  const state = line.state!, reader = card?.marks.reader || card?.given_name;
  if (state === "failed") {
    // The server says in plain words what is wrong with a file; the same file would be refused again.
    const { status, why } = line.refused!, file = line.file && [400, 413, 415, 422].includes(status);
    return (
      <span class="st failed"><Icon name="circle-alert" /><span>{file ? why || t("file refused") : t(status === 404 ? "gone" : "failed")}</span>
        {!file && <button type="button" class="st-btn" onClick={() => void tryAgain(line.id)}>{t("try again")}</button>}
        <button type="button" class="st-btn" onClick={() => void letGo(line.id)}>{t("take away")}</button>
      </span>
    );
  }
  const words = state === "delivered" ? named("delivered", reader) : state === "read" && reader && reader !== card?.given_name ? t("read by", { name: reader }) : t(state);
  return <span class="st">{state !== "sending" && state !== "waiting" && time(line.at)} <Icon name={ICON[state]} /> {words}</span>;
}

/** One thing said: what it is about, the words, what it carries, who and when, how far it has got. */
function Bubble({ line, card }: { line: Line; card: Card | undefined }) {
  return (
    <li class={`msg ${line.mine ? "me" : ""} ${line.state === "waiting" || line.state === "failed" ? "wait" : ""}`} data-seen={line.id}>
      <div class="bub">
        <span class="vh">{line.mine ? t("said you") : t("said by", { name: line.author })}</span>
        {line.about && <p class="about"><Icon name="route" /><span>{t("about", { words: line.about.words })}</span></p>}
        {line.words && <p class="words" dir="auto">{line.words}</p>}
        {line.file && <FileView file={line.file} whose={line.mine ? t("photo yours") : t("photo", { name: line.author })} />}
      </div>
      {/* Off: that it got further is no new message, and is not read out as one. */}
      <span class="st-line" aria-live="off">{line.mine ? <Standing line={line} card={card} /> : <span class="st">{t("by at", { name: line.author, time: time(line.at) })}</span>}</span>
    </li>
  );
}

/** What was said, day by day. Readers hear each new one once; `quiet` while older ones are put before it. */
export function Bubbles({ lines, card, quiet, before }: { lines: Line[]; card: Card | undefined; quiet: boolean; before: ComponentChildren }) {
  const now = today();
  let day = "";
  return (
    <div class="thread">
      {before}
      <div role="log" aria-label={t("log")} aria-live={quiet ? "off" : "polite"} aria-relevant="additions">
        <ol class="thread">{lines.flatMap((line) => {
          const on = dayOf(line.at), fresh = on !== day;
          day = on;
          return [fresh && <li key={on} class="day">{on === now ? t("today") : longDay(on, now)}</li>, <Bubble key={line.id} line={line} card={card} />];
        })}</ol>
      </div>
    </div>
  );
}
