import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { db } from "./db";
import { keepDraft, readDraft } from "./drafts";
import { dropUnsent, flush, keepUnsent, sendOnly, unrefuse, unsent, unsentFile, type Send } from "./outbox";
import { wipe } from "./vault";

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

test("a clock that was wrong loses nothing: what was written in 2020 goes when it is set right", async () => {
  vi.useFakeTimers({ now: Date.UTC(2020, 0, 1), toFake: ["Date"] });
  await keepUnsent("/api/a", { id: "a" }, "a", FILE, photo("PICTURE"));
  vi.setSystemTime(Date.UTC(2026, 0, 1));
  expect((await unsent()).map((w) => w.id)).toEqual(["a"]);
  const { got, send } = taking();
  await flush(send);
  expect(got).toEqual(["/api/f PICTURE", "/api/a a"]);
  expect(await unsent()).toEqual([]);
});

test("what cannot be opened is shown as not sent, holds nothing up, and goes when it is tried again", async () => {
  await fill("a", "b");
  const { got, send } = taking(), opens = crypto.subtle.decrypt.bind(crypto.subtle);
  const broken = vi.spyOn(crypto.subtle, "decrypt").mockRejectedValueOnce(new TypeError("not now")).mockImplementation(opens);
  await flush(send);
  broken.mockRejectedValueOnce(new TypeError("not now"));
  expect(await unsent()).toMatchObject([{ id: "a", path: "/api/a", refused: 0, body: {} }]);
  broken.mockRestore();
  expect(await unsent()).toMatchObject([{ id: "a", refused: 0, body: { words: "WORD a" } }]);
  await unrefuse("a");
  await flush(send);
  expect(got).toEqual(["/api/b b", "/api/a a"]);
});

test("what cannot be opened at this moment is still named", async () => {
  await fill("a", "b");
  vi.spyOn(crypto.subtle, "decrypt").mockRejectedValueOnce(new TypeError("not now"));
  expect((await unsent()).map((w) => w.id)).toEqual(["a", "b"]);
});

test("what was sealed with a key that is gone can never be read and goes", async () => {
  await fill("a");
  await (await db()).clear("keys");
  vi.resetModules();
  const another = await import("./outbox"), { got, send } = taking();
  await another.flush(send);
  expect([got, await (await db()).count("outbox")]).toEqual([[], 0]);
});

test("a worker that lived through a sign-out opens with the new key, and loses nothing of the next person", async () => {
  vi.resetModules();
  const worker = await import("./outbox");
  await fill("a");
  await worker.unsent();
  await wipe();
  await fill("b");
  const { got, send } = taking();
  await worker.flush(send);
  expect(got).toEqual(["/api/b b"]);
});

test("a file that the server no longer has goes once more, before its words", async () => {
  await keepUnsent("/api/a", { id: "a" }, "a", FILE, photo("PICTURE"));
  await expect(flush(async (_, __, bytes) => { if (!bytes) throw new Error("no signal"); return { status: 201 }; })).rejects.toThrow("no signal");
  const got: string[] = [];
  let has = false;
  await flush(async (path, _, bytes) => { got.push(path); if (bytes) has = true; return has ? { status: 201 } : { status: 409, missing: true }; });
  expect(got).toEqual(["/api/a", "/api/f", "/api/a"]);
  expect(await unsent()).toEqual([]);
});

test("a file that stays missing is sent twice at most in a round, and once more when it is tried again", async () => {
  await keepUnsent("/api/a", { id: "a" }, "a", FILE, photo("PICTURE"));
  let got: string[] = [];
  await flush(async (path, _, bytes) => { got.push(path); return bytes ? { status: 201 } : { status: 409, missing: true }; });
  expect(got).toEqual(["/api/f", "/api/a", "/api/f", "/api/a"]);
  expect(await unsent()).toMatchObject([{ id: "a", refused: 409 }]);
  await unrefuse("a");
  got = [];
  await flush(async (path, _, bytes) => { got.push(path); return bytes || got.includes("/api/f") ? { status: 201 } : { status: 409, missing: true }; });
  expect(got).toEqual(["/api/a", "/api/f", "/api/a"]);
});

test("signal lost between the two: the file that was missing goes in the next round", async () => {
  await keepUnsent("/api/a", { id: "a" }, "a", FILE, photo("PICTURE"));
  let there = false;
  const once: Send = async (_, __, bytes) => { if (bytes) { if (there) throw new Error("no signal"); there = true; return { status: 201 }; } return { status: 409, missing: true }; };
  await expect(flush(once)).rejects.toThrow("no signal");
  const { got, send } = taking();
  await flush(send);
  expect(got).toEqual(["/api/f PICTURE", "/api/a a"]);
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

test("what is handed over takes the place of its draft in one go, and a failure leaves the draft", async () => {
  const kept = async () => [(await unsent()).map((w) => w.id), await readDraft("adviser"), await readDraft("nurse")];
  await keepDraft("adviser", "half a thought"); await keepDraft("nurse", "my back");
  await keepUnsent("/api/a", { id: "a" }, "a", undefined, undefined, "adviser");
  expect(await kept()).toEqual([["a"], undefined, "my back"]);
  await keepDraft("adviser", "and more");
  await expect(keepUnsent("/api/a", { id: "a" }, "a", undefined, undefined, "adviser")).rejects.toThrow();
  expect(await kept()).toEqual([["a"], "and more", "my back"]);
});
