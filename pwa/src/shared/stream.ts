import { countStream } from "./meter";

/** One thread's next thing to say. `seq` counts up in each thread, without a gap. */
export type Heard = { thread: string; message: { seq: number } };

export type Listener = {
  /** Where the stream is, without its query. */
  path: string;
  /** How far each thread has been heard: the cursor. The stream moves it on; whoever fetches more may move it too. */
  at: Map<string, number>;
  /** A message, each once and in order within its thread. */
  message: (heard: Heard) => void;
  /** Any other named event. */
  events: Record<string, (data: unknown) => void>;
  /** The stream is open: the server is there. */
  opened?: () => void;
  /** It did not open. The caller asks the server by an ordinary request, which tells a lost session from a lost signal. */
  refused: () => void;
};

const LONGEST = 30_000, QUIET = 45_000, LOOK = 10_000;

/**
 * Hears what happens, live, until the function it gives back is called. Closed while the page is hidden: then the phone may sleep.
 * Takes a message only when it is the next one; after a gap it asks again from the cursor, and the first message of a thread then counts as the next one:
 * the server knows what this reader may not see. Its own back-off, because the browser's ends for good after one refusal.
 */
export function openStream({ path, at, message, events, opened, refused }: Listener): () => void {
  let source: EventSource | undefined, timer: ReturnType<typeof setTimeout> | undefined, tries = 0, stopped = false, heard = Date.now(), fresh = new Set<string>();

  const drop = (): void => { source?.close(); source = undefined; clearTimeout(timer); };
  const again = (ms: number): void => { drop(); if (!stopped) timer = setTimeout(connect, ms); };

  const take = (data: Heard): void => {
    const last = at.get(data.thread), { seq } = data.message, first = fresh.delete(data.thread);
    if (last !== undefined && seq <= last) return;
    if (last !== undefined && seq !== last + 1 && !first) return again(1_000);
    at.set(data.thread, seq);
    message(data);
  };

  function connect(): void {
    if (stopped || source || document.visibilityState === "hidden") return;
    let open = false;
    fresh = new Set(at.keys());
    const here = source = new EventSource(`${path}?at=${[...at].map(([thread, seq]) => `${thread}:${seq}`).join(",")}`);
    const on = (name: string, then: (data: unknown) => void): void => here.addEventListener(name, (e) => {
      const { data } = e as MessageEvent<string>;
      heard = Date.now();
      countStream(data);
      if (here === source) then(JSON.parse(data || "null"));
    });
    heard = Date.now();
    countStream();
    here.onopen = () => { open = true; tries = 0; heard = Date.now(); opened?.(); };
    on("message", (data) => take(data as Heard));
    on("ping", () => undefined);
    for (const [name, then] of Object.entries(events)) on(name, then);
    here.onerror = () => {
      if (here !== source) return;
      again(Math.min(LONGEST, 500 * 2 ** tries++) * (0.5 + Math.random() / 2));
      if (!open) refused();
    };
  }

  const visible = (): void => { if (document.visibilityState === "visible") again(0); else drop(); }, online = (): void => again(0);
  // A phone that changed its network holds a socket that nobody answers.
  const watch = setInterval(() => { if (source && Date.now() - heard > QUIET) again(0); }, LOOK);
  document.addEventListener("visibilitychange", visible);
  addEventListener("online", online);
  connect();
  return () => {
    stopped = true;
    drop();
    clearInterval(watch);
    document.removeEventListener("visibilitychange", visible);
    removeEventListener("online", online);
  };
}
