import { afterEach, expect, test, vi } from "vitest";
import { crossed, leaveUsed, month, takeUsed } from "./used";

const entry = (transferSize: number, encodedBodySize: number, nextHopProtocol = "h2"): PerformanceEntry => ({ transferSize, encodedBodySize, nextHopProtocol }) as unknown as PerformanceEntry;

/** Cache storage of one browser, as far as it is used here. */
function storage() {
  const held = new Map<string, Map<string, string>>(), url = (path: string) => `https://onward.test${path}`;
  const cache = (of: Map<string, string>) => ({
    put: async (path: string, said: Response) => { of.set(url(path), await said.text()); },
    keys: async () => [...of.keys()].map((one) => ({ url: one })),
    match: async (one: { url: string }) => new Response(of.get(one.url)),
    delete: async (one: { url: string }) => of.delete(one.url),
  });
  return { has: async (name: string) => held.has(name), open: async (name: string) => { if (!held.has(name)) held.set(name, new Map()); return cache(held.get(name)!); } };
}

afterEach(() => { vi.unstubAllGlobals(); });

test("a month is the phone's own", () => {
  expect([month(new Date(2026, 0, 1)), month(new Date(2026, 11, 31, 23, 59))]).toEqual(["2026-01", "2026-12"]);
});

test("what came from the phone itself costs nothing; what crossed costs its body and its headers", () => {
  expect(crossed([entry(0, 33_463)])).toBe(0);
  const small = crossed([entry(300, 0)]), whole = crossed([entry(3_711, 3_411)]), same = crossed([entry(300, 10_265)]);
  expect(whole - small).toBe(3_411);
  // Asked for and unchanged: the body that lay here did not cross.
  expect(same - small).toBe(300);
  expect(crossed([entry(300, 0, "http/1.1")])).toBeGreaterThan(small * 5);
});

test("the worker's notes are taken once, and none is lost between two of them", async () => {
  vi.stubGlobal("caches", storage());
  expect(await takeUsed()).toBe(0);
  await Promise.all([leaveUsed(1_250), leaveUsed(1_250), leaveUsed(7)]);
  expect(await takeUsed()).toBe(2_507);
  expect(await takeUsed()).toBe(0);
});

test("a note of another month does not count", async () => {
  vi.stubGlobal("caches", storage());
  vi.useFakeTimers({ now: new Date(2026, 2, 31, 12) });
  await leaveUsed(500);
  vi.setSystemTime(new Date(2026, 3, 1, 12));
  await leaveUsed(20);
  expect(await takeUsed()).toBe(20);
  vi.useRealTimers();
});
