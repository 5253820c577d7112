import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import type { Me } from "../shared/api";
import { forgetAll } from "../shared/forget";
import { db } from "../shared/keep/db";
import { dropCopy, wipe } from "../shared/keep/vault";
import { me } from "../shared/me";
import { dropDraft, readDraft } from "../shared/keep/drafts";
import { attach, clear, draftOf, handing, keep, quote, type } from "./draft";

const who = (shared_phone: boolean): Me => ({ kind: "young_person", shared_phone }) as Me;
const ABOUT = { kind: "action" as const, id: "a", words: "Get the damp fixed" };

/** Locked, or loaded anew: memory is empty, and then it is the same person again. */
async function back(which: "adviser" | "nurse" = "adviser") { const was = me.value; forgetAll(); me.value = was; const draft = draftOf(which); await draft.ready; return draft; }

beforeEach(async () => { await wipe(); forgetAll(); me.value = who(false); });

test("half-written words come back after a lock, each thread with its own", async () => {
  type("adviser", "hel"); type("adviser", "hello the"); quote("adviser", ABOUT); type("nurse", "my back hurts");
  await Promise.all([keep("adviser"), keep("nurse")]);
  const adviser = await back();
  expect([adviser.words, adviser.about.value]).toEqual(["hello the", ABOUT]);
  expect((await back("nurse")).words).toBe("my back hurts");
});

test("every letter of fast typing is there", async () => {
  const whole = "can I bring my nan to the review on Tuesday";
  for (let n = 1; n <= whole.length; n++) type("adviser", whole.slice(0, n));
  await keep("adviser");
  expect((await back()).words).toBe(whole);
});

test("a file that was picked or recorded comes back with its bytes", async () => {
  await attach("adviser", { kind: "voice", name: "", seconds: 9, bytes: new Blob(["SOUND"], { type: "audio/webm" }) });
  const file = (await back()).file.value!;
  expect([file.kind, file.seconds, file.bytes.type, await file.bytes.text()]).toEqual(["voice", 9, "audio/webm", "SOUND"]);
  await attach("adviser", null);
  expect((await back()).file.value).toBeNull();
});

test("what is typed before the kept draft is read stays", async () => {
  type("adviser", "old"); await keep("adviser");
  const was = me.value; forgetAll(); me.value = was;
  const draft = draftOf("adviser"); draft.words = "new";
  await draft.ready;
  expect(draft.words).toBe("new");
});

test("Exit shuts the copy and keeps the draft; sent or signed out, nothing is left", async () => {
  type("adviser", "still mine"); await keep("adviser");
  await dropCopy();
  expect((await back()).words).toBe("still mine");
  await clear("adviser");
  expect(await (await db()).count("drafts")).toBe(0);
  type("adviser", "gone"); await keep("adviser");
  await wipe();
  expect(await (await db()).count("drafts")).toBe(0);
});

test("on the phone it lies sealed", async () => {
  type("adviser", "SECRETWORD"); await keep("adviser");
  await attach("adviser", { kind: "pdf", name: "NAMEWORD", seconds: null, bytes: new Blob(["FILEWORD"]) });
  const raw = await (await db()).getAll("drafts"), latin = new TextDecoder("latin1");
  expect(raw).toHaveLength(2);
  expect(raw.map((s) => latin.decode(s.data)).join()).not.toMatch(/SECRETWORD|NAMEWORD|FILEWORD/);
});

test("on a phone that others use nothing is written", async () => {
  me.value = who(true);
  type("adviser", "hello"); await attach("adviser", { kind: "photo", name: "", seconds: null, bytes: new Blob(["X"]) }); await keep("adviser");
  expect(await (await db()).count("drafts")).toBe(0);
  expect((await back()).words).toBe("");
});

test("while a message takes the draft's place nothing writes it again, and what is typed meanwhile is kept after", async () => {
  type("adviser", "hello"); await keep("adviser");
  const draft = draftOf("adviser");
  draft.words = "";
  await handing("adviser", async () => { await dropDraft("adviser"); type("adviser", "and"); await keep("adviser"); expect(await readDraft("adviser")).toBeUndefined(); type("adviser", "and then"); });
  await keep("adviser");
  expect((await back()).words).toBe("and then");
});
