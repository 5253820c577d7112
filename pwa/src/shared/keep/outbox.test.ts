import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "./db";
import { dropUnsent, flush, keepUnsent, sendOnly, unrefuse, unsent, unsentFile, type Send } from "./outbox";
import { LIFE, wipe } from "./vault";

beforeEach(async () => { await wipe(); vi.useRealTimers(); });

const FILE = { path: "/api/f", type: "image/jpeg", name: "", size: 9, seconds: null };
const photo = (words: string): Blob => new Blob([words], { type: "image/jpeg" });

/** A server that takes everything, and what it got in which order. */
function taking(): { got: string[]; send: Send } {
  const got: string[] = [];
  return { got, send: async (path, body, bytes) => { got.push(bytes ? `${path} ${await bytes.text()}` : `${path} ${(body as { id: string }).id}`); return { status: 201, answer: `for ${path}` }; } };
}

const fill = async (...ids: string[]) => { for (const id of ids) await keepUnsent(`/api/${id}`, { id, words: `WORD ${id}` }, id); };

test("each waiting thing is sent once, in the order written", async () => {
  await fill("a", "b", "c");
  const sent: string[] = [];
  await flush(async (path) => { sent.push(path); return { status: 204 }; });
  await flush(async (path) => { sent.push(path); return { status: 204 }; });
  expect(sent).toEqual(["/api/a", "/api/b", "/api/c"]);
  expect(await unsent()).toEqual([]);
});

test("two flushes at once send each thing once", async () => {
  await fill("a", "b");
  const sent: string[] = [], send = async (path: string) => { await new Promise((y) => setTimeout(y, 5)); sent.push(path); return { status: 204 }; };
  await Promise.all([flush(send), flush(send), flush(send)]);
  expect(sent).toEqual(["/api/a", "/api/b"]);
});

test("without signal everything stays", async () => {
  await fill("a", "b");
  await expect(flush(async () => { throw new Error("no signal"); })).rejects.toThrow();
  expect((await unsent()).map((w) => w.id)).toEqual(["a", "b"]);
});

test("locked means later: the order is kept and nothing behind it overtakes", async () => {
  await fill("a", "b");
  const sent: string[] = [];
  await expect(flush(async (path) => { sent.push(path); return { status: 401 }; })).rejects.toThrow("later: 401");
  expect(sent).toEqual(["/api/a"]);
  expect(await unsent()).toHaveLength(2);
});

test("a refused thing is kept and marked, and what comes after it still goes", async () => {
  await fill("a", "b");
  await flush(async (path) => ({ status: path === "/api/a" ? 409 : 204 }));
  expect(await unsent()).toMatchObject([{ id: "a", refused: 409, body: { words: "WORD a" } }]);
  const sent: string[] = [];
  await flush(async (path) => { sent.push(path); return { status: 204 }; });
  expect(sent).toEqual([]);
  await dropUnsent("a");
  expect(await unsent()).toEqual([]);
});

test("the same id cannot wait twice", async () => {
  await fill("a");
  await expect(keepUnsent("/api/a", { id: "a" }, "a")).rejects.toThrow();
  expect(await unsent()).toHaveLength(1);
});

test("what waits is sealed", async () => {
  await fill("a");
  const [raw] = await (await db()).getAll("outbox");
  expect(JSON.stringify({ ...raw, sealed: undefined })).not.toContain("WORD");
  expect(new TextDecoder("latin1").decode(raw!.sealed.data)).not.toContain("WORD");
});

test("nothing waits longer than 30 days", async () => {
  await fill("a");
  vi.useFakeTimers({ now: Date.now() + LIFE + 60_000, toFake: ["Date"] });
  const sent: string[] = [];
  await flush(async (path) => { sent.push(path); return { status: 204 }; });
  expect(sent).toEqual([]);
  expect(await unsent()).toEqual([]);
});

test("a file goes before the words that carry it, and in its place among the others", async () => {
  await fill("a");
  await keepUnsent("/api/b", { id: "b" }, "b", FILE, photo("PICTURE"));
  await fill("c");
  const { got, send } = taking();
  await flush(send);
  expect(got).toEqual(["/api/a a", "/api/f PICTURE", "/api/b b", "/api/c c"]);
  expect(await unsent()).toEqual([]);
});

test("a file that has arrived is not sent again when its words did not", async () => {
  await keepUnsent("/api/b", { id: "b" }, "b", FILE, photo("PICTURE"));
  const first: string[] = [];
  await expect(flush(async (path, _, bytes) => { first.push(path); if (!bytes) throw new Error("no signal"); return { status: 201 }; })).rejects.toThrow("no signal");
  const { got, send } = taking();
  await flush(send);
  expect([first, got]).toEqual([["/api/f", "/api/b"], ["/api/b b"]]);
});

test("a refused file refuses its words too, and can be tried again in its place", async () => {
  await keepUnsent("/api/a", { id: "a" }, "a", FILE, photo("PICTURE"));
  await fill("b");
  await flush(async (path) => ({ status: path === "/api/f" ? 415 : 204 }));
  expect(await unsent()).toMatchObject([{ id: "a", refused: 415, file: FILE }]);
  await fill("c");
  await unrefuse("a");
  const { got, send } = taking();
  await flush(send);
  expect(got).toEqual(["/api/f PICTURE", "/api/a a", "/api/c c"]);
});

test("the file that waits can be looked at, and lies sealed", async () => {
  await keepUnsent("/api/a", { id: "a" }, "a", { ...FILE, name: "NAMEWORD" }, photo("PICTURE"));
  expect(await (await unsentFile("a"))!.text()).toBe("PICTURE");
  expect((await unsentFile("a"))!.type).toBe("image/jpeg");
  const [raw] = await (await db()).getAll("outbox"), latin = new TextDecoder("latin1");
  expect(latin.decode(raw!.file!.bytes.data) + latin.decode(raw!.file!.about.data)).not.toMatch(/PICTURE|NAMEWORD/);
  expect(JSON.stringify({ ...raw, sealed: 0, file: 0 })).not.toMatch(/NAMEWORD|image/);
});

test("what is written while others are being sent goes in the same round", async () => {
  await fill("a");
  const got: string[] = [];
  await flush(async (path) => { got.push(path); if (path === "/api/a") await fill("b"); return { status: 204 }; });
  expect(got).toEqual(["/api/a", "/api/b"]);
});

test("what may not go now does not hold up what may", async () => {
  await fill("a", "b", "c");
  await flush(async (path) => path === "/api/b" ? "skip" : { status: 204 });
  expect((await unsent()).map((w) => w.id)).toEqual(["b"]);
});

test("each sent thing is told with its answer", async () => {
  await fill("a", "b");
  const told: unknown[] = [], { send } = taking();
  await flush(send, (w, answer) => told.push([w.id, answer]));
  expect(told).toEqual([["a", "for /api/a"], ["b", "for /api/b"]]);
});

test("only messages and their files have a way out of a locked phone", () => {
  expect(sendOnly("/api/messages/mine/adviser")).toBe("/api/messages/send-only/adviser");
  expect(sendOnly("/api/messages/mine/nurse/files/1?kind=photo")).toBe("/api/messages/send-only/nurse/files/1?kind=photo");
  for (const shut of ["/api/messages/mine/adviser/told", "/api/messages/mine/adviser/marks", "/api/messages/mine", "/api/plans/mine/words"]) expect(sendOnly(shut), shut).toBeUndefined();
});
