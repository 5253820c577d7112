/** How long a voice note may be, in seconds. */
export const LONGEST = 300;

// Opus speech is clear at this rate, and a minute weighs about 60 KB. Where there is no Opus (older iPhones) it is AAC, which takes the lowest it has.
const BITS = 8_000;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

export type NoMic = "mic no" | "mic none" | "mic cannot" | "mic fault";
export type Recording = { stop: () => void; drop: () => void };

const type = (): string | undefined => typeof MediaRecorder === "undefined" ? undefined : TYPES.find((one) => MediaRecorder.isTypeSupported(one));

/** Why it did not begin, as the key of a sentence. */
export function whyNot(wrong: unknown): NoMic {
  const name = wrong instanceof Error ? wrong.name : "";
  return name === "NotAllowedError" || name === "SecurityError" ? "mic no" : name === "NotFoundError" || name === "OverconstrainedError" ? "mic none" : name === "NotSupportedError" ? "mic cannot" : "mic fault";
}

/**
 * Records until `stop`, five minutes, or the page goes out of sight; then `done` gets the bytes and their length in seconds. `tick` is told the seconds so far.
 * `drop` throws it away. The microphone is let go in every case. Throws what the browser says when it may not, or cannot.
 */
export async function record(tick: (seconds: number) => void, done: (bytes: Blob, seconds: number) => void): Promise<Recording> {
  const kind = type();
  if (!kind || !navigator.mediaDevices) throw Object.assign(new Error("no recorder"), { name: "NotSupportedError" });
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
  const free = (): void => { for (const track of stream.getTracks()) track.stop(); };
  try {
    const recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: BITS }), chunks: Blob[] = [];
    let began = Date.now(), kept = true;
    const seconds = (): number => Math.min(LONGEST, (Date.now() - began) / 1_000);
    const timer = setInterval(() => { tick(seconds()); if (seconds() >= LONGEST) stop(); }, 250);
    const stop = (): void => { if (recorder.state !== "inactive") recorder.stop(); }, hidden = (): void => { if (document.visibilityState === "hidden") stop(); };
    let length = 0;
    recorder.onstart = () => { began = Date.now(); };
    recorder.ondataavailable = (e) => { if (e.data.size) chunks.push(e.data); };
    recorder.onstop = () => {
      length ||= seconds();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", hidden);
      free();
      if (kept && chunks.length) done(new Blob(chunks, { type: kind.split(";")[0]! }), Math.max(1, Math.round(length)));
    };
    document.addEventListener("visibilitychange", hidden);
    recorder.start();
    return { stop: () => { length = seconds(); stop(); }, drop: () => { kept = false; stop(); } };
  } catch (wrong) { free(); throw wrong; }
}
