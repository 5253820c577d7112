import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LONGEST, record, whyNot } from "./voice";

/** A recorder and a microphone in the hands of the test. */
class Recorder {
  static isTypeSupported = (type: string): boolean => Recorder.knows.includes(type);
  static knows = ["audio/mp4"];
  static made: { type: string; bits: number }[] = [];
  state = "inactive"; onstart?: () => void; onstop?: () => void; ondataavailable?: (e: { data: Blob }) => void;
  constructor(_: unknown, asked: { mimeType: string; audioBitsPerSecond: number }) { Recorder.made.push({ type: asked.mimeType, bits: asked.audioBitsPerSecond }); }
  start(): void { this.state = "recording"; this.onstart?.(); }
  stop(): void { this.state = "inactive"; this.ondataavailable?.({ data: new Blob(["SOUND"]) }); this.onstop?.(); }
}

let freed: number, got: [string, number][], page: EventTarget & { visibilityState: string };
const begin = () => record(() => undefined, (bytes, seconds) => got.push([bytes.type, seconds]));

beforeEach(() => {
  vi.useFakeTimers();
  freed = 0; got = []; Recorder.knows = ["audio/mp4"]; Recorder.made = [];
  page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  vi.stubGlobal("document", page);
  vi.stubGlobal("MediaRecorder", Recorder);
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: async () => ({ getTracks: () => [{ stop: () => { freed++; } }] }) } });
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

test("it takes the first kind of sound that the phone knows, at a rate of 60 KB a minute", async () => {
  await begin();
  Recorder.knows = ["audio/mp4", "audio/webm;codecs=opus"];
  await begin();
  expect(Recorder.made).toEqual([{ type: "audio/mp4", bits: 8_000 }, { type: "audio/webm;codecs=opus", bits: 8_000 }]);
});

test("stopped by hand it has its length, and lets the microphone go", async () => {
  const control = await begin();
  vi.advanceTimersByTime(7_400);
  control.stop();
  expect([got, freed]).toEqual([[["audio/mp4", 7]], 1]);
});

test("it ends by itself after five minutes", async () => {
  await begin();
  vi.advanceTimersByTime(LONGEST * 1_000 - 500);
  expect(got).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect([got, freed]).toEqual([[["audio/mp4", LONGEST]], 1]);
});

test("out of sight it stops and keeps what was said", async () => {
  await begin();
  vi.advanceTimersByTime(3_000);
  page.visibilityState = "hidden"; page.dispatchEvent(new Event("visibilitychange"));
  expect([got, freed]).toEqual([[["audio/mp4", 3]], 1]);
});

test("thrown away, nothing is left and the microphone is free", async () => {
  (await begin()).drop();
  expect([got, freed]).toEqual([[], 1]);
});

test("each reason why it does not begin has its own sentence", async () => {
  const named = (name: string) => Object.assign(new Error(), { name });
  expect(["NotAllowedError", "NotFoundError", "AbortError"].map((one) => whyNot(named(one)))).toEqual(["mic no", "mic none", "mic fault"]);
  Recorder.knows = [];
  await expect(begin()).rejects.toSatisfy((wrong) => whyNot(wrong) === "mic cannot");
  vi.stubGlobal("MediaRecorder", undefined);
  await expect(begin()).rejects.toSatisfy((wrong) => whyNot(wrong) === "mic cannot");
});
