import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { dayOf } from "../shared/intl";
import { Button, useBusy } from "../shared/ui";
import { choose, choosing } from "./staff-note-store";
import { dayHead, NotSent, Said } from "./staff-message";
import { readOlder, unsent, type Open } from "./staff-thread-store";
import { t } from "./staff-words";

/** How near the end counts as being at the end, in pixels. */
const NEAR = 120;

const last = (open: Open): number => open.messages.at(-1)?.seq ?? 0;

/** Says a new message once to those who hear the page; older ones that are fetched are not new. */
function Heard({ of: open }: { of: Open }) {
  const heard = useRef({ person: open.young_person, seq: last(open) }), [said, say] = useState("");
  useEffect(() => {
    if (heard.current.person !== open.young_person) { heard.current = { person: open.young_person, seq: last(open) }; say(""); return; }
    const fresh = open.messages.filter((one) => one.seq > heard.current.seq && one.by_owner).at(-1);
    heard.current.seq = Math.max(heard.current.seq, last(open));
    if (fresh) say(fresh.words ? t("said", { name: open.known_as, words: fresh.words }) : t("said file", { name: open.known_as }));
  }, [open]);
  return <p class="vh" role="status">{said}</p>;
}

/** The thread from top to bottom. It stays at its end when something comes, unless the reader went up. */
export function Log({ of: open }: { of: Open }) {
  const box = useRef<HTMLDivElement>(null), ahead = useRef(true), { busy, run } = useBusy(), waiting = unsent.value.filter((one) => one.person === open.young_person);
  const picking = choosing.value?.person === open.young_person ? choosing.value : null, newest = last(open);
  const fresh = open.messages.find((one) => one.seq > open.readTo && one.by_owner)?.seq;
  // On a laptop the log scrolls by itself, on a phone the whole page does.
  const scroller = (): Element => box.current && getComputedStyle(box.current).overflowY === "auto" ? box.current : document.scrollingElement!;
  useEffect(() => {
    const look = () => { const e = scroller(); ahead.current = e.scrollHeight - e.scrollTop - e.clientHeight < NEAR; };
    const own = box.current;
    own?.addEventListener("scroll", look, { passive: true });
    addEventListener("scroll", look, { passive: true });
    return () => { own?.removeEventListener("scroll", look); removeEventListener("scroll", look); };
  }, []);
  useLayoutEffect(() => { ahead.current = true; }, [open.young_person]);
  useLayoutEffect(() => { const e = scroller(); if (ahead.current) e.scrollTop = e.scrollHeight; }, [open.young_person, newest, waiting.length, picking === null]);
  const older = () => run(async () => {
    const e = scroller(), from = e.scrollHeight - e.scrollTop;
    await readOlder();
    // What is on screen stays where it is: the page grows upwards.
    requestAnimationFrame(() => { e.scrollTop = e.scrollHeight - from; });
  });
  return (
    <div class="talk" ref={box} tabIndex={0} role="region" aria-label={t("messages with", { name: open.known_as })}>
      {open.more ? <div class="older"><Button kind="second" class="sm" busy={busy} onClick={older}>{t("older")}</Button></div> : open.messages.length > 0 && !open.from_at && <p class="day">{t("start")}</p>}
      {!open.messages.length && !waiting.length && <div class="talk-empty"><p><b>{t("empty", { name: open.known_as })}</b></p><p class="soft">{t("empty how", { name: open.known_as })}</p></div>}
      {open.messages.map((one, i) => {
        const before = open.messages[i - 1];
        return (
          <div class="talk-one" key={one.id}>
            {(!before || dayOf(before.sent_at) !== dayOf(one.sent_at)) && <p class="day">{dayHead(one.sent_at)}</p>}
            {one.seq === fresh && <p class="new-line"><span>{t("new from here")}</span></p>}
            <Said message={one} name={open.known_as} marks={open.marks} chosen={picking?.chosen.has(one.id)} onChoose={picking ? (on) => choose(one.id, on) : undefined} />
          </div>
        );
      })}
      {waiting.map((one) => <NotSent key={one.id} one={one} />)}
      <Heard of={open} />
    </div>
  );
}
