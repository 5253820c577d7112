import { beforeEach, expect, test, vi } from "vitest";
import { forgetAll } from "../shared/forget";
import { stage } from "../shared/stage";
import type { Change, Settings } from "./api";

const FIRST: Settings = { push: "on", shows: "private", messages: true, plan: true, quiet: true, quiet_from: "22:00:00", quiet_until: "08:00:00", texts: true, text_to_ends: "123", tested_at: null, test_came: null, phones_reached: 1 };
let server: Settings, answers: (() => void)[], asked: Change[];

vi.mock("./api", () => ({
  fetchSettings: async () => server,
  changeSettings: (what: Change) => new Promise<Settings>((done, refuse) => {
    asked.push(what);
    answers.push(() => { if (what.text_to === "wrong") refuse(new Error("wrong")); else { const { text_to, ...rest } = what; server = { ...server, ...rest, ...(text_to === undefined ? {} : { text_to_ends: text_to.slice(-3) }) }; done(server); } });
  }),
}));
const { change, load, settings } = await import("./store");
const answered = async () => { await Promise.resolve(); answers.shift()!(); for (let i = 0; i < 6; i += 1) await Promise.resolve(); };

beforeEach(async () => { forgetAll(); stage.value = "open"; server = FIRST; answers = []; asked = []; await load(); });

test("a choice shows at once, and an earlier answer does not undo a later one", async () => {
  const one = change({ shows: "first_names" }), two = change({ shows: "none" });
  expect(settings.value!.shows).toBe("none");
  await answered();
  expect([asked.length, settings.value!.shows]).toEqual([2, "none"]);
  await answered();
  await Promise.all([one, two]);
  expect([server.shows, settings.value!.shows]).toEqual(["none", "none"]);
});

test("what was refused goes back, what was taken stays, and the caller hears of it", async () => {
  const good = change({ messages: false }), bad = change({ text_to: "wrong" });
  await answered();
  await answered();
  await good;
  await expect(bad).rejects.toThrow("wrong");
  expect([settings.value!.messages, settings.value!.text_to_ends]).toEqual([false, "123"]);
});

test("the number itself is never held, and taking it away shows at once", async () => {
  const given = change({ text_to: "07700900456" });
  expect(JSON.stringify(settings.value)).not.toContain("07700900456");
  await answered();
  await given;
  expect(settings.value!.text_to_ends).toBe("456");
  void change({ text_to: "" });
  expect(settings.value!.text_to_ends).toBe("");
  await answered();
});

test("an answer that comes after the lock stays out of memory", async () => {
  const late = change({ plan: false });
  forgetAll();
  await answered();
  await late;
  expect(settings.value).toBe(null);
});
