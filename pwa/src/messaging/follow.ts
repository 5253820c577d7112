import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { lastOf, type Line } from "./states";

/** So near to the end counts as being there, in pixels. */
const NEAR = 64;

// Where there are tabs or a foot the page scrolls within the frame; on its side, or with huge letters, the document does.
function scrollerOf(box: HTMLElement): Element {
  const view = box.closest(".view");
  return view && getComputedStyle(view).overflowY !== "visible" ? view : document.scrollingElement!;
}

const rest = (s: Element): number => s.scrollHeight - s.clientHeight - s.scrollTop;

/**
 * Keeps a thread where its reader is. At the end it follows what comes and what they write; further up nothing moves, and `fresh` says that something came.
 * Older messages put before what is read do not move it either. `seen` runs whenever the end may have come into sight.
 */
export function useFollow(box: { current: HTMLElement | null }, lines: Line[], seen: () => void): { fresh: boolean; toEnd: () => void; atEnd: () => boolean } {
  const was = useRef<{ first: string; last: string; height: number; room: number } | null>(null), [fresh, setFresh] = useState(false), look = useRef(seen);
  look.current = seen;
  const scroller = (): Element | null => box.current && scrollerOf(box.current);
  const toEnd = (): void => { const s = scroller(); if (s) s.scrollTop = s.scrollHeight; setFresh(false); };
  // Whether the reader was at the end before this change: they may have scrolled since we were last told.
  const stood = (s: Element): boolean => !was.current || was.current.height - was.current.room - s.scrollTop < NEAR;

  const first = lines[0]?.id ?? "", last = lastOf(lines), lastId = last?.id ?? "";
  useLayoutEffect(() => {
    const s = scroller(), before = was.current;
    if (!s) return;
    const news = before !== null && before.last !== lastId;
    if (before?.first && before.first !== first && !news) s.scrollTop += s.scrollHeight - before.height;
    else if (stood(s) || (news && last?.mine)) toEnd();
    else if (news && last && !last.mine) setFresh(true);
    was.current = { first, last: lastId, height: s.scrollHeight, room: s.clientHeight };
  });

  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const scrolled = (): void => { if (rest(scrollerOf(place)) < NEAR) { setFresh(false); look.current(); } };
    // The keyboard, a growing box or a picture took or gave room.
    const sized = new ResizeObserver(() => {
      const s = scrollerOf(place);
      if (stood(s)) toEnd();
      if (was.current) was.current = { ...was.current, height: s.scrollHeight, room: s.clientHeight };
    });
    sized.observe(place);
    const view = place.closest(".view");
    if (view) sized.observe(view);
    addEventListener("scroll", scrolled, { passive: true, capture: true });
    return () => { sized.disconnect(); removeEventListener("scroll", scrolled, { capture: true }); };
  }, []);
  return { fresh, toEnd, atEnd: () => { const s = scroller(); return s !== null && rest(s) < NEAR; } };
}
