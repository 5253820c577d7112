import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { sendOutbox } from "../../sw/outbox";
import { keepUnsent, unsent } from "./outbox";
import { wipe } from "./vault";

const MINE = "/api/messages/mine/adviser", SEND_ONLY = "/api/messages/send-only/adviser";
let asked: string[] = [], state = "open", answer: (path: string, body: unknown) => number | object = () => 204;

beforeEach(async () => {
  await wipe(); asked = []; state = "open";
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    asked.push(path);
    if (path === "/api/me") return new Response(JSON.stringify({ state, csrf: "t" }));
    const got = answer(path, init.body);
    return typeof got === "number" ? new Response(got === 204 ? null : "{}", { status: got }) : new Response(JSON.stringify(got), { status: 409 });
  });
});

test("a phone that locks between the question and the sending hands over by the right that reads nothing", async () => {
  await keepUnsent(MINE, { id: "1" }, "1");
  answer = (path) => { if (path !== MINE) return 204; state = "locked"; return 401; };
  await sendOutbox();
  expect(asked).toEqual(["/api/me", MINE, "/api/me", SEND_ONLY]);
  expect(await unsent()).toEqual([]);
});

test("who is there is asked once more, not for ever; what only the open app may send waits", async () => {
  await keepUnsent(MINE, { id: "1" }, "1");
  answer = () => 401;
  await sendOutbox();
  expect(asked).toEqual(["/api/me", MINE, "/api/me", MINE]);
  await wipe(); asked = [];
  await keepUnsent("/api/plans/mine/words", { id: "p" }, "p");
  answer = () => { state = "locked"; return 401; };
  await sendOutbox();
  expect(asked).toEqual(["/api/me", "/api/plans/mine/words", "/api/me"]);
  expect((await unsent()).map((w) => w.id)).toEqual(["p"]);
});

test("without the right it waits for the unlock", async () => {
  await keepUnsent(MINE, { id: "1" }, "1");
  state = "locked"; answer = () => 401;
  await sendOutbox();
  expect(asked).toEqual(["/api/me", SEND_ONLY]);
  expect(await unsent()).toHaveLength(1);
});

test("the worker sends a file again that the server tidied away", async () => {
  const file = `${MINE}/files/9?kind=photo`;
  await keepUnsent(MINE, { id: "1" }, "1", { path: file, type: "image/jpeg", name: "", size: 3, seconds: null }, new Blob(["PIC"]));
  let words = 0;
  answer = (path) => path === MINE && ++words === 1 ? { file: "missing", detail: "Add the file again, then send." } : 204;
  await sendOutbox();
  expect(asked).toEqual(["/api/me", file, MINE, file, MINE]);
  expect(await unsent()).toEqual([]);
});
