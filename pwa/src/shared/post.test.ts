import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { unsent } from "./keep/outbox";
import { wipe } from "./keep/vault";
import { me } from "./me";
import { forgetLoose, postOrWait, sendWaiting, waiting, written } from "./post";
import type { Me } from "./api";

const who = (shared_phone: boolean): Me => ({ state: "open", kind: "young_person", csrf: "t", given_name: "J", name: "", shared_phone, ways: [], wrong_tries: 0, wait_seconds: 0, demo: false, council: "", lock_after_seconds: 900, hidden_lock_seconds: 60, build: "", just_opened_wrong_tries: 0, must_set_up: false, wipe: false, phone_news: [] });
let seen: string[] = [], answer: (() => Promise<Response>) = async () => new Response(null, { status: 204 });

beforeEach(async () => {
  await wipe(); forgetLoose(); seen = []; answer = async () => new Response(null, { status: 204 });
  vi.stubGlobal("navigator", { onLine: false });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => { const body = String(init.body); const got = await answer(); seen.push(`${path} ${JSON.parse(body).id ?? ""}`); return got; });
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
