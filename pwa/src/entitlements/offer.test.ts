import { beforeEach, expect, test, vi } from "vitest";
import { keepReady, loadOffer, offer, offerFault } from "./offer";

let kept: Record<string, string>, asked: string[], lines: Record<string, string>, away: boolean;

const json = (body: unknown): Response => new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
const mark = (): string => Object.values(lines).join("");

beforeEach(() => {
  kept = {}; asked = []; lines = { rent: "r1", bike: "b1" }; away = false;
  offer.value = null; offerFault.value = undefined;
  vi.stubGlobal("caches", { open: (name: string) => Promise.resolve({
    match: (at: string) => Promise.resolve(kept[name + at] === undefined ? undefined : new Response(kept[name + at], { headers: { shape: "1" } })),
    put: async (at: string, res: Response) => { kept[name + at] = await res.text(); },
  }) });
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    if (away) return Promise.reject(new TypeError("away"));
    if (path === "/api/offer") return Promise.resolve(json({ hash: mark(), council: "Tidewater", version: 1, published_on: null, lines: Object.entries(lines).map(([id, hash]) => ({ id, hash })) }));
    return Promise.resolve(json({ rights: new URL(path, "http://x").searchParams.get("ids")!.split(",").map((id) => ({ id, hash: lines[id], title: `${id} ${lines[id]}` })) }));
  });
});

const titles = (): string[] => (offer.value?.rights ?? []).map((one) => one.title);

test("the first time all words come; after that only those whose mark is new", async () => {
  await loadOffer();
  expect(asked).toEqual(["/api/offer", "/api/offer/lines?ids=rent,bike"]);
  lines = { ...lines, bike: "b2" };
  await loadOffer();
  expect(asked.slice(2)).toEqual(["/api/offer", "/api/offer/lines?ids=bike"]);
  expect(titles()).toEqual(["rent r1", "bike b2"]);
  await loadOffer();
  expect(asked.slice(4)).toEqual(["/api/offer"]);
});

test("with the mark that this phone has, nothing is asked", async () => {
  await loadOffer();
  await loadOffer(mark());
  expect(asked).toHaveLength(2);
  await loadOffer("another");
  expect(asked).toHaveLength(3);
});

test("opened again without signal the kept words are there, and no fault is shown", async () => {
  await loadOffer();
  offer.value = null; away = true;
  await loadOffer();
  expect(titles()).toEqual(["rent r1", "bike b1"]);
  expect(offerFault.value).toBeUndefined();
});

test("without signal and without kept words the fault says so; with signal again it goes", async () => {
  away = true;
  await loadOffer();
  expect([offer.value, offerFault.value === undefined]).toEqual([null, false]);
  away = false;
  await loadOffer();
  expect([titles().length, offerFault.value]).toEqual([2, undefined]);
});

test("kept in another shape, or unreadable, counts as nothing; a phone that keeps nothing still works", async () => {
  kept["words/words/offer"] = "{";
  await loadOffer();
  expect(titles()).toHaveLength(2);
  vi.stubGlobal("caches", { open: () => Promise.reject(new Error("shut")) });
  offer.value = null;
  await loadOffer();
  expect(titles()).toHaveLength(2);
});

test("kept ready for a day without signal: asked once a day, and not again in the same one", async () => {
  await keepReady();
  await keepReady();
  expect(asked).toHaveLength(2);
  offer.value = { ...offer.value!, at: Date.now() - 86_400_001 };
  await keepReady();
  expect(asked).toHaveLength(3);
});

test("asked for twice at once, it asks once", async () => {
  await Promise.all([loadOffer(), loadOffer()]);
  expect(asked).toHaveLength(2);
});
