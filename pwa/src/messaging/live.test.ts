import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { me } from "../shared/me";
import { stage } from "../shared/stage";
import { forgetAll } from "../shared/forget";
import type { Me } from "../shared/api";
import { listen } from "./live";
import { at, cardOf, loadThreads } from "./near";
import { load, viewOf } from "./store";

/** The browser's side of one stream, in the hands of the test. */
class Source extends EventTarget {
  static all: Source[] = [];
  onopen: (() => void) | null = null; onerror: (() => void) | null = null;
  constructor(readonly url: string) { super(); Source.all.push(this); }
  close(): void { Source.all = Source.all.filter((s) => s !== this); }
  say(seq: number, mine = false): void { this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify({ thread: "adviser", message: said(seq, mine) }) })); }
}

const said = (seq: number, mine = false) => ({ id: `m${seq}`, seq, mine, words: `words ${seq}`, sent_at: "2026-03-12T09:00:00Z", file: null, about: null });
/** What the server has: so many messages, read so far, those in `own` their own. */
let upTo: number, read: number, own: number[], marks: [number, number][], asked: string[], pagesFail: boolean;
const card = () => ({ which: "adviser", name: "Dan Reed", given_name: "Dan", last_seq: upTo, read, unread: Math.max(0, upTo - read - own.filter((n) => n > read).length), last_words: "", last_at: null, last_mine: false, marks: { delivered: 0, read: 0, reader: "" } });
const seqs = (): number[] => viewOf("adviser")!.messages.map((m) => m.seq);
const stream = async (): Promise<Source> => { await vi.waitFor(() => expect(Source.all).toHaveLength(1), { timeout: 3_000 }); return Source.all[0]!; };

beforeEach(() => {
  forgetAll();
  me.value = { kind: "young_person", shared_phone: true } as Me; stage.value = "open";
  upTo = 5; read = 5; own = []; marks = []; asked = []; Source.all = []; pagesFail = false;
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" }), here = new EventTarget();
  vi.stubGlobal("document", page); vi.stubGlobal("EventSource", Source); vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("addEventListener", here.addEventListener.bind(here)); vi.stubGlobal("removeEventListener", here.removeEventListener.bind(here));
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    asked.push(path);
    if (path.endsWith("/marks")) { const { delivered, read: seen } = JSON.parse(String(init.body)) as { delivered: number; read: number }; marks.push([delivered, seen]); return new Response(null, { status: 204 }); }
    if (path === "/api/messages/mine") return Response.json({ threads: [card()] });
    if (pagesFail) return Response.json({}, { status: 500 });
    return Response.json({ card: card(), messages: Array.from({ length: upTo }, (_, i) => said(i + 1, own.includes(i + 1))), more: false });
  });
});

test("a card that knows of more moves no cursor: what was missed comes by the stream, each counted once", async () => {
  await loadThreads();
  expect(at.get("adviser")).toBe(5);
  upTo = 7;
  await loadThreads();
  expect([at.get("adviser"), cardOf("adviser")!.unread]).toEqual([5, 2]);
  const stop = listen(), source = await stream();
  expect(source.url).toContain("at=adviser:5");
  source.say(6); source.say(7);
  expect([at.get("adviser"), cardOf("adviser")!.last_seq, cardOf("adviser")!.unread]).toEqual([7, 7, 2]);
  source.say(8);
  expect([cardOf("adviser")!.last_seq, cardOf("adviser")!.unread]).toEqual([8, 3]);
  stop();
});

test("a thread on the screen that lacks what its card knows of gets it, also after a try that failed", async () => {
  await load("adviser");
  expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  const stop = listen(), source = await stream();
  upTo = 7; pagesFail = true;
  source.onerror!();
  await vi.waitFor(() => expect(cardOf("adviser")!.last_seq).toBe(7));
  await vi.waitFor(() => expect(asked.filter((path) => path === "/api/messages/mine/adviser")).toHaveLength(2));
  await new Promise((then) => setTimeout(then, 20));
  expect([seqs(), at.get("adviser")]).toEqual([[1, 2, 3, 4, 5], 5]);
  pagesFail = false;
  await loadThreads();
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]));
  expect(at.get("adviser")).toBe(7);
  stop();
});

test("what comes by the stream in its turn asks for no page", async () => {
  await load("adviser");
  const stop = listen(), source = await stream(), before = asked.length;
  source.say(6); source.say(7, true);
  await new Promise((then) => setTimeout(then, 20));
  expect([seqs(), asked.slice(before).filter((path) => !path.endsWith("/marks"))]).toEqual([[1, 2, 3, 4, 5, 6, 7], []]);
  stop();
});

test("a last message that no page ever brings is asked for once, not for ever", async () => {
  await load("adviser");
  const pages = vi.fn(fetch);
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => path === "/api/messages/mine/adviser" ? Response.json({ card: { ...card(), last_seq: 9 }, messages: [said(5)], more: false }) : pages(path, init));
  upTo = 9;
  await loadThreads();
  await new Promise((then) => setTimeout(then, 50));
  expect(at.get("adviser")).toBe(5);
});

test("a card alone says of nothing that it got here", async () => {
  read = 3;
  await loadThreads();
  await new Promise((then) => setTimeout(then, 20));
  expect(marks).toEqual([]);
});

test("what was not read yet comes by the stream after a start, and only then has got here", async () => {
  read = 3; own = [5];
  await loadThreads();
  const stop = listen(), source = await stream();
  expect(source.url).toContain("at=adviser:3");
  source.say(4);
  expect(marks).toEqual([]);
  source.say(5, true);
  await vi.waitFor(() => expect(marks).toEqual([[5, 3]]));
  expect(cardOf("adviser")!.unread).toBe(1);
  stop();
});

test("a page that came has got here", async () => {
  read = 3;
  await load("adviser");
  await vi.waitFor(() => expect(marks).toEqual([[5, 3]]), { timeout: 3_000 });
});
