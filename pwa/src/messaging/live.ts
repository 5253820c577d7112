import { sendWaiting } from "../shared/post";
import { offline, stage } from "../shared/stage";
import { openStream } from "../shared/stream";
import { STREAM, type Marks, type Message, type Which } from "./api";
import { at, cardOf, cards, change, loadThreads, mark } from "./near";

/** How long until the threads are asked for again while the server was never reached, in ms. */
const AGAIN = 10_000;

/** How long it may take until a message that came is read, in ms. */
const BOTH = 400;

/** Tells that all that came so far has got here. Where the thread is on the screen it is read a moment later, and one word says both. */
export function gotHere(which: Which): void { setTimeout(() => mark(which, at.get(which) ?? 0), BOTH); }

const ears = new Set<(which: Which, message: Message) => void>();

/** Calls `then` with each message as it comes, from now on. */
export function hear(then: (which: Which, message: Message) => void): void { ears.add(then); }

function heard(which: Which, message: Message): void {
  const { mine, seq } = message;
  // The page before the card: a card that knows of more makes the page ask.
  for (const then of ears) then(which, message);
  // The card may have known of it already, and counted it.
  change(which, (c) => seq <= c.last_seq ? c : { ...c, last_seq: seq, last_words: message.words, last_at: message.sent_at, last_mine: mine, unread: mine ? c.unread : c.unread + 1 });
  const card = cardOf(which);
  if (card?.unread && seq >= card.last_seq) gotHere(which);
}

function begin(): () => void {
  let stop = (): void => { over = true; clearTimeout(timer); }, over = false, timer: ReturnType<typeof setTimeout> | undefined;
  const open = async (): Promise<void> => {
    if (!cards.peek() || !at.size) await loadThreads();
    if (over || stage.peek() !== "open") return;
    // Without a cursor there is nothing to hear.
    if (!at.size) { timer = setTimeout(() => void open(), AGAIN); return; }
    stop = openStream({
      path: STREAM, at,
      message: ({ thread, message }) => heard(thread as Which, message as Message),
      events: { marks: (data) => { const { thread, marks } = data as { thread: Which; marks: Marks }; change(thread, (c) => ({ ...c, marks })); } },
      opened: () => { offline.value = false; void sendWaiting(); },
      refused: () => void loadThreads(),
    });
  };
  void open();
  return () => stop();
}

let listeners = 0, end = (): void => undefined;

/** Hears their threads, by one stream however many ask. Gives back how to stop. */
export function listen(): () => void {
  if (listeners++ === 0) end = begin();
  let done = false;
  return () => { if (!done && --listeners === 0) end(); done = true; };
}
