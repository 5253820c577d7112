import { sendWaiting } from "../shared/post";
import { offline, stage } from "../shared/stage";
import { openStream } from "../shared/stream";
import { STREAM, type Marks, type Message, type Which } from "./api";
import { at, cards, change, loadThreads, mark } from "./near";

/** How long until the threads are asked for again while the server was never reached, in ms. */
const AGAIN = 10_000;

const ears = new Set<(which: Which, message: Message) => void>();

/** Calls `then` with each message as it comes, from now on. */
export function hear(then: (which: Which, message: Message) => void): void { ears.add(then); }

function heard(which: Which, message: Message): void {
  const { mine } = message;
  change(which, (c) => ({ ...c, last_seq: message.seq, last_words: message.words, last_at: message.sent_at, last_mine: mine, unread: mine ? c.unread : c.unread + 1 }));
  for (const then of ears) then(which, message);
  // It has got here. Where the thread is on the screen, that it was read follows.
  if (!mine) mark(which, message.seq);
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
