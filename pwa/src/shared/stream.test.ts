import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openStream, type Heard } from "./stream";

/** The browser's side of one stream, in the hands of the test. */
class Source extends EventTarget {
  static all: Source[] = [];
  onopen: (() => void) | null = null; onerror: (() => void) | null = null; shut = false;
  constructor(readonly url: string) { super(); Source.all.push(this); }
  close(): void { this.shut = true; }
  tell(name: string, data: unknown): void { this.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(data) })); }
  say(thread: string, ...seqs: number[]): void { for (const seq of seqs) this.tell("message", { thread, message: { seq } }); }
}

let got: string[], refusals: number, stop: (() => void) | undefined, page: EventTarget & { visibilityState: string }, at: Map<string, number>;
const last = (): Source => Source.all[Source.all.length - 1]!;
const live = (): number => Source.all.filter((s) => !s.shut).length;

function begin(cursors: [string, number][] = [["adviser", 5]]): void {
  at = new Map(cursors);
  stop = openStream({ path: "/s", at, message: ({ thread, message }: Heard) => got.push(`${thread}:${message.seq}`), events: { marks: (data) => got.push(`marks ${JSON.stringify(data)}`) }, refused: () => { refusals++; } });
}

beforeEach(() => {
  vi.useFakeTimers();
  Source.all = []; got = []; refusals = 0;
  page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const window = new EventTarget();
  vi.stubGlobal("document", page);
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));
  vi.stubGlobal("dispatchEvent", window.dispatchEvent.bind(window));
});
afterEach(() => { stop?.(); vi.useRealTimers(); vi.unstubAllGlobals(); });

test("it asks from the cursor and takes each next message once", () => {
  begin([["adviser", 5], ["nurse", 2]]);
  expect(last().url).toBe("/s?at=adviser:5,nurse:2");
  last().say("adviser", 6, 6, 5, 7); last().say("nurse", 3);
  expect(got).toEqual(["adviser:6", "adviser:7", "nurse:3"]);
  expect([...at]).toEqual([["adviser", 7], ["nurse", 3]]);
});

test("after a gap it takes nothing and asks again from the cursor", () => {
  begin();
  last().say("adviser", 6, 9);
  expect(got).toEqual(["adviser:6"]);
  expect(live()).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect(last().url).toBe("/s?at=adviser:6");
  last().say("adviser", 7, 8, 9);
  expect(got).toEqual(["adviser:6", "adviser:7", "adviser:8", "adviser:9"]);
});

test("what the server says first after the cursor counts as next: some messages may be nobody's to see", () => {
  begin();
  last().say("adviser", 40, 41);
  expect(got).toEqual(["adviser:40", "adviser:41"]);
});

test("a message of a thread that was not asked for is taken", () => {
  begin();
  last().say("nurse", 12, 13);
  expect(got).toEqual(["nurse:12", "nurse:13"]);
});

test("it backs off, longer each time, and asks the caller when it never opened", () => {
  begin();
  const waits: number[] = [];
  for (let n = 0; n < 10; n++) {
    const before = Source.all.length, since = Date.now();
    last().onerror!();
    while (Source.all.length === before) vi.advanceTimersByTime(50);
    waits.push(Date.now() - since);
  }
  expect(refusals).toBe(10);
  expect(waits[0]).toBeLessThanOrEqual(550);
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_100);
  expect(waits[9]!).toBeGreaterThanOrEqual(15_000);
});

test("an ending that was open is no refusal, and the waiting begins anew", () => {
  begin();
  for (let n = 0; n < 6; n++) { last().onopen!(); last().onerror!(); vi.advanceTimersByTime(600); }
  expect([refusals, Source.all.length, live()]).toEqual([0, 7, 1]);
});

test("hidden it is closed; shown again it goes on from the cursor", () => {
  begin();
  last().say("adviser", 6);
  page.visibilityState = "hidden"; page.dispatchEvent(new Event("visibilitychange"));
  expect(live()).toBe(0);
  vi.advanceTimersByTime(120_000);
  expect(Source.all).toHaveLength(1);
  page.visibilityState = "visible"; page.dispatchEvent(new Event("visibilitychange"));
  vi.advanceTimersByTime(1);
  expect(last().url).toBe("/s?at=adviser:6");
});

test("45 seconds without a word mean that nobody is there; a ping is a word", () => {
  begin();
  for (let n = 0; n < 10; n++) { vi.advanceTimersByTime(15_000); last().tell("ping", {}); }
  expect(Source.all).toHaveLength(1);
  vi.advanceTimersByTime(60_000);
  expect(Source.all.length).toBeGreaterThan(1);
  expect(live()).toBe(1);
});

test("when there is signal again it does not wait", () => {
  begin();
  for (let n = 0; n < 8; n++) { last().onerror!(); vi.advanceTimersByTime(40_000); }
  last().onerror!();
  const before = Source.all.length;
  dispatchEvent(new Event("online")); vi.advanceTimersByTime(1);
  expect(Source.all.length).toBe(before + 1);
});

test("other events are handed on, and nothing after the stop", () => {
  begin();
  last().tell("marks", { thread: "adviser" });
  stop!();
  last().say("adviser", 6); last().onerror!();
  vi.advanceTimersByTime(120_000);
  expect([got, live(), Source.all.length]).toEqual([['marks {"thread":"adviser"}'], 0, 1]);
});
