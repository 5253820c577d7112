import { expect, test } from "vitest";
import type { Unsent } from "../shared/keep/outbox";
import type { Marks, Message } from "./api";
import { lengthWords, linesOf, merged, sizeWords, stateOf } from "./states";

const NONE: Marks = { delivered: 0, read: 0, reader: "" };
const said = (seq: number, mine = false): Message => ({ id: `m${seq}`, seq, mine, by_owner: mine, author: mine ? "Jade" : "Dan", words: `words ${seq}`, about: null, file: null, written_at: "2026-03-12T09:00:00Z", sent_at: "2026-03-12T09:00:00Z", filed: false });
const waits = (id: string, more: Partial<Unsent> = {}): Unsent => ({ id, path: "/api/messages/mine/adviser", body: { id, words: `words ${id}` }, at: 0, ...more });
const states = (...all: Parameters<typeof linesOf>) => linesOf(...all).map((l) => [l.id, l.state]);

test("a state never says more than the marks do", () => {
  for (let seq = 1; seq <= 6; seq++) for (let read = 0; read <= 6; read++) for (let delivered = read; delivered <= 6; delivered++) {
    const state = stateOf(seq, { delivered, read, reader: "Dan" });
    expect(state === "read").toBe(seq <= read);
    expect(state === "delivered").toBe(seq > read && seq <= delivered);
    expect(state === "sent").toBe(seq > delivered);
  }
});

test("what waits here is never called sent", () => {
  const all = [waits("a"), waits("b", { refused: 422, why: "Too big." })];
  expect(states([], all, { delivered: 99, read: 99, reader: "" }, true)).toEqual([["a", "sending"], ["b", "failed"]]);
  expect(states([], all, { delivered: 99, read: 99, reader: "" }, false)).toEqual([["a", "waiting"], ["b", "failed"]]);
  expect(linesOf([], all, NONE, true)[1]!.refused).toEqual({ status: 422, why: "Too big." });
});

test("what the server has first, in its order; then what waits, in the order written; each once", () => {
  expect(states([said(1), said(2, true)], [waits("m2"), waits("x"), waits("y")], { ...NONE, delivered: 2 }, true)).toEqual([["m1", null], ["m2", "delivered"], ["x", "sending"], ["y", "sending"]]);
});

test("a file that waits is shown with its kind, size and length", () => {
  const file = { path: "/api/messages/mine/adviser/files/f?kind=voice", type: "audio/webm", name: "", size: 4_200, seconds: 7 };
  expect(linesOf([], [waits("a", { file, body: { id: "a", words: "", file: { id: "f", name: "" } } })], NONE, true)[0]!.file).toEqual({ waits: "a", kind: "voice", name: "", size: 4_200, seconds: 7 });
});

test("pages that meet become one list; those that do not leave the newer", () => {
  const list = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => said(from + i)), seqs = (had: Message[], page: Message[]) => merged(had, page).all.map((m) => m.seq);
  expect(seqs(list(5, 8), list(1, 4))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(seqs(list(1, 4), list(3, 6))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(seqs([], list(3, 4))).toEqual([3, 4]);
  expect(seqs(list(1, 2), [])).toEqual([1, 2]);
  expect(seqs(list(1, 4), list(9, 12))).toEqual([9, 10, 11, 12]);
  expect(seqs(list(9, 12), list(1, 4))).toEqual([9, 10, 11, 12]);
});

test("sizes and lengths in words", () => {
  expect([300, 84_000, 999_499, 1_240_000].map(sizeWords)).toEqual(["1 KB", "84 KB", "999 KB", "1.2 MB"]);
  expect([0, 7, 65, 300].map(lengthWords)).toEqual(["0:00", "0:07", "1:05", "5:00"]);
});
