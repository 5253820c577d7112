import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { unsent } from "./keep/outbox";
import { wipe } from "./keep/vault";
import { me } from "./me";
import { forgetLoose, handOver, letGo, postOrWait, sendWaiting, tryAgain, unreached, waiting, waitingFile, whenSent, written } from "./post";
import { stage } from "./stage";
import type { Me } from "./api";

const who = (shared_phone: boolean): Me => ({ state: "open", kind: "young_person", csrf: "t", given_name: "J", name: "", shared_phone, ways: [], wrong_tries: 0, wait_seconds: 0, demo: false, council: "", lock_after_seconds: 900, hidden_lock_seconds: 60, build: "", just_opened_wrong_tries: 0, must_set_up: false, wipe: false, phone_news: [] });
let seen: string[] = [], answer: (() => Promise<Response>) = async () => new Response(null, { status: 204 });

beforeEach(async () => {
  await wipe(); forgetLoose(); stage.value = "open"; seen = []; answer = async () => new Response(null, { status: 204 });
  vi.stubGlobal("navigator", { onLine: false });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => { const got = await answer(); seen.push(`${path} ${init.body instanceof Blob ? await init.body.text() : JSON.parse(String(init.body)).id ?? ""}`); return got; });
});

const away = async (): Promise<Response> => { throw new TypeError("no network"); };

test("with signal it goes at once and nothing waits", async () => {
  me.value = who(false);
  expect(await postOrWait("/api/x", { id: "1" })).toBe(true);
  expect([seen, waiting.value]).toEqual([["/api/x 1"], []]);
});

test("without signal it waits on a phone of their own, sealed in the store, and is sent once", async () => {
  me.value = who(false); answer = away;
  expect(await postOrWait("/api/x", { id: "1" })).toBe(false);
  expect((await unsent()).map((w) => w.id)).toEqual(["1"]);
  answer = async () => new Response(null, { status: 204 });
  await Promise.all([sendWaiting(), sendWaiting()]);
  expect([seen, waiting.value]).toEqual([["/api/x 1"], []]);
});

test("on a phone that others use it waits in memory only, and is sent once", async () => {
  me.value = who(true); answer = away;
  await postOrWait("/api/x", { id: "1" });
  expect([await unsent(), waiting.value.length]).toEqual([[], 1]);
  answer = async () => new Response(null, { status: 204 });
  await Promise.all([sendWaiting(), sendWaiting()]);
  expect([seen, waiting.value]).toEqual([["/api/x 1"], []]);
});

test("what comes later waits behind what waits already", async () => {
  me.value = who(true); answer = away;
  await postOrWait("/api/a", { id: "1" });
  answer = async () => new Response(null, { status: 204 });
  expect(await postOrWait("/api/b", { id: "2" })).toBe(false);
  await sendWaiting();
  expect(seen).toEqual(["/api/a 1", "/api/b 2"]);
});

test("a refusal is thrown and does not wait", async () => {
  me.value = who(false); answer = async () => new Response('{"type":"/problems/conflict"}', { status: 409 });
  await expect(postOrWait("/api/x", { id: "1" })).rejects.toMatchObject({ status: 409, type: "conflict" });
  expect(await unsent()).toEqual([]);
});

test("that the phone showed something is not counted as their words, and waits only once", async () => {
  me.value = who(false); answer = away;
  await postOrWait("/api/plans/mine/v1/opened", {}, "opened-v1");
  await postOrWait("/api/plans/mine/v1/opened", {}, "opened-v1");
  expect([waiting.value.length, written.value.length]).toEqual([1, 0]);
});

const MINE = "/api/messages/mine/adviser", SEND_ONLY = "/api/messages/send-only/adviser";
const done = (): Promise<void> => vi.waitFor(() => expect(waiting.value).toEqual([]));

test("a message is kept before it is sent, and told with its answer when it is", async () => {
  me.value = who(false);
  const told: unknown[] = [];
  whenSent((w, got) => told.push([w.id, got]));
  answer = async () => { expect((await unsent()).map((w) => w.id)).toEqual(["1"]); return new Response('{"seq":7}', { status: 201 }); };
  await handOver(MINE, { id: "1" }, "1");
  expect(waiting.value.map((w) => w.id)).toEqual(["1"]);
  await done();
  expect([seen, told]).toEqual([[`${MINE} 1`], [["1", { seq: 7 }]]]);
});

test("messages written quickly go once each, in their order, with their files", async () => {
  for (const shared of [false, true]) {
    me.value = who(shared); seen = [];
    const file = { path: `${MINE}/files/9?kind=photo`, type: "image/jpeg", name: "", size: 3, seconds: null };
    await Promise.all([handOver(MINE, { id: "1" }, "1"), handOver(MINE, { id: "2" }, "2", file, new Blob(["PIC"])), handOver(MINE, { id: "3" }, "3")]);
    await done();
    // Sealing a file takes longer than sealing words; the order of the taps is what counts.
    expect(seen, String(shared)).toEqual([`${MINE} 1`, `${file.path} PIC`, `${MINE} 2`, `${MINE} 3`]);
  }
});

test("a locked phone hands over messages by the right that reads nothing, and nothing else", async () => {
  me.value = who(false); answer = away;
  await postOrWait("/api/plans/mine/words", { id: "p" });
  await handOver(MINE, { id: "1" }, "1");
  await vi.waitFor(() => expect(unreached.value).toBe(true));
  stage.value = "locked"; answer = async () => new Response(null, { status: 204 });
  await sendWaiting();
  expect([seen, (await unsent()).map((w) => w.id)]).toEqual([[`${SEND_ONLY} 1`], ["p"]]);
});

test("without the right it waits for the unlock", async () => {
  me.value = who(false); answer = away;
  await handOver(MINE, { id: "1" }, "1");
  stage.value = "locked"; answer = async () => new Response('{"type":"/problems/sign-in"}', { status: 401 });
  await sendWaiting();
  expect((await unsent()).map((w) => w.id)).toEqual(["1"]);
  stage.value = "open"; answer = async () => new Response(null, { status: 204 });
  await sendWaiting();
  expect([seen.at(-1), waiting.value]).toEqual([`${MINE} 1`, []]);
});

test("what was refused can be tried again or let go", async () => {
  for (const shared of [false, true]) {
    me.value = who(shared); seen = [];
    answer = async () => new Response('{"type":"/problems/not-valid"}', { status: 422 });
    await handOver(MINE, { id: "1" }, "1"); await handOver(MINE, { id: "2" }, "2");
    await vi.waitFor(() => expect(waiting.value.map((w) => w.refused)).toEqual([422, 422]));
    await letGo("1");
    answer = async () => new Response(null, { status: 204 });
    await tryAgain("2");
    expect([seen.at(-1), waiting.value], String(shared)).toEqual([`${MINE} 2`, []]);
  }
});

test("the file that waits can be shown, on either kind of phone", async () => {
  for (const shared of [false, true]) {
    me.value = who(shared); answer = away;
    await handOver(MINE, { id: "1" }, "1", { path: "/f", type: "image/jpeg", name: "", size: 3, seconds: null }, new Blob(["PIC"]));
    expect(await (await waitingFile("1"))!.text()).toBe("PIC");
    await letGo("1"); await sendWaiting();
  }
});

test("a file that the server tidied away goes once more, on either kind of phone", async () => {
  for (const shared of [false, true]) {
    me.value = who(shared); seen = [];
    const path = `${MINE}/files/9?kind=photo`, gone = () => new Response('{"file":"missing","detail":"Add the file again, then send."}', { status: 409 });
    let asked = 0;
    answer = async () => ++asked === 2 ? gone() : new Response('{"seq":1}', { status: 201 });
    await handOver(MINE, { id: "1" }, "1", { path, type: "image/jpeg", name: "", size: 3, seconds: null }, new Blob(["PIC"]));
    await done();
    expect(seen, String(shared)).toEqual([`${path} PIC`, `${MINE} 1`, `${path} PIC`, `${MINE} 1`]);
  }
});
