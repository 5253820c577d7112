import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeDb, db } from "./db";
import { LIFE, dropCopy, read, save, seal, unseal, wipe } from "./vault";

const PLAN = { words: "SECRETWORD about my home" };

beforeEach(async () => { await wipe(); });
afterEach(() => { vi.useRealTimers(); });

test("what is kept comes back, with its time", async () => {
  const before = Date.now();
  await save("plan", PLAN);
  const kept = await read<typeof PLAN>("plan");
  expect(kept?.value).toEqual(PLAN);
  expect(kept!.at).toBeGreaterThanOrEqual(before);
});

test("no word of it lies in the store in plain", async () => {
  await save("plan", PLAN);
  const raw = await (await db()).get("vault", "plan");
  expect(new TextDecoder("latin1").decode(raw!.data)).not.toContain("SECRETWORD");
});

test("the key cannot be taken out", async () => {
  await save("plan", PLAN);
  const key = await (await db()).get("keys", "data");
  expect(key!.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("raw", key!)).rejects.toThrow();
});

test("what is sealed under one name does not open under another", async () => {
  const sealed = await seal("data", "plan", PLAN);
  await expect(unseal("data", "team", sealed)).rejects.toThrow();
});

test("two writers at once make one key", async () => {
  await Promise.all([save("a", 1), save("b", 2), save("c", 3)]);
  expect(await Promise.all(["a", "b", "c"].map(async (n) => (await read<number>(n))?.value))).toEqual([1, 2, 3]);
  expect(await (await db()).count("keys")).toBe(1);
});

test("a copy older than 30 days does not open and is taken away", async () => {
  await save("plan", PLAN);
  const now = Date.now();
  vi.useFakeTimers({ now: now + LIFE - 1000, toFake: ["Date"] });
  expect((await read("plan"))?.value).toEqual(PLAN);
  vi.setSystemTime(now + LIFE + 60_000);
  expect(await read("plan")).toBeUndefined();
  expect(await (await db()).count("vault")).toBe(0);
});

test("after Exit the copy is unreadable and what waits to be sent still opens", async () => {
  await save("plan", PLAN);
  const unsent = await seal("unsent", "one", { words: "mine" });
  await dropCopy();
  expect(await read("plan")).toBeUndefined();
  expect(await (await db()).get("keys", "data")).toBeUndefined();
  expect(await unseal("unsent", "one", unsent)).toEqual({ words: "mine" });
});

test("after a wipe nothing is left in any store", async () => {
  await save("plan", PLAN);
  await seal("unsent", "one", PLAN);
  await wipe();
  const d = await db();
  expect([await d.count("keys"), await d.count("vault"), await d.count("outbox")]).toEqual([0, 0, 0]);
});

test("an unreadable copy is the same as none", async () => {
  await save("plan", PLAN);
  await (await db()).clear("keys");
  await closeDb();
  vi.resetModules();
  const fresh = await import("./vault");
  expect(await fresh.read("plan")).toBeUndefined();
});
