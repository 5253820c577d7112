import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "./db";
import { dropUnsent, flush, keepUnsent, unsent } from "./outbox";
import { LIFE, wipe } from "./vault";

beforeEach(async () => { await wipe(); vi.useRealTimers(); });

const fill = async (...ids: string[]) => { for (const id of ids) await keepUnsent(`/api/${id}`, { id, words: `WORD ${id}` }, id); };

test("each waiting thing is sent once, in the order written", async () => {
  await fill("a", "b", "c");
  const sent: string[] = [];
  await flush(async (path) => { sent.push(path); return 204; });
  await flush(async (path) => { sent.push(path); return 204; });
  expect(sent).toEqual(["/api/a", "/api/b", "/api/c"]);
  expect(await unsent()).toEqual([]);
});

test("two flushes at once send each thing once", async () => {
  await fill("a", "b");
  const sent: string[] = [], send = async (path: string) => { await new Promise((y) => setTimeout(y, 5)); sent.push(path); return 204; };
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
  await expect(flush(async (path) => { sent.push(path); return 401; })).rejects.toThrow("later: 401");
  expect(sent).toEqual(["/api/a"]);
  expect(await unsent()).toHaveLength(2);
});

test("a refused thing is kept and marked, and what comes after it still goes", async () => {
  await fill("a", "b");
  await flush(async (path) => path === "/api/a" ? 409 : 204);
  expect(await unsent()).toMatchObject([{ id: "a", refused: 409, body: { words: "WORD a" } }]);
  const sent: string[] = [];
  await flush(async (path) => { sent.push(path); return 204; });
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
  await flush(async (path) => { sent.push(path); return 204; });
  expect(sent).toEqual([]);
  expect(await unsent()).toEqual([]);
});
