import { useEffect, useRef, useState } from "preact/hooks";
import { useAddress } from "../shared/address";
import { Button, Icon } from "../shared/ui";
import type { Added } from "./draft";
import { Voicenote } from "./file-view";
import { lengthWords, sizeWords } from "./states";
import { LONGEST, record, whyNot, type NoMic, type Recording } from "./voice";
import { t } from "./words";

function Thumb({ bytes }: { bytes: Blob }) {
  const url = useAddress(bytes);
  return url ? <img class="thumb" src={url} alt="" /> : null;
}

/** What goes with the message: seen or heard before it is sent, and taken off again in one tap. */
export function AddedRow({ file, off }: { file: Added; off: () => void }) {
  return (
    <div class="added">
      {file.kind === "photo" ? <><Thumb bytes={file.bytes} /><span class="small">{t("photo ready", { size: sizeWords(file.bytes.size) })}</span></>
        : file.kind === "pdf" ? <><Icon name="file-text" class="lead-i" /><span class="small added-name">{file.name}, {sizeWords(file.bytes.size)}</span></>
        : <Voicenote file={file} get={() => Promise.resolve(file.bytes)} />}
      <button type="button" class="tool" aria-label={t("file off")} onClick={off}><Icon name="x" /></button>
    </div>
  );
}

/** What the message is about, until it is taken off or sent. */
export function Quote({ words, off, offWords = t("about off") }: { words: string; off: () => void; offWords?: string }) {
  return <div class="added quote"><Icon name="route" /><span class="small">{t("about", { words })}</span><button type="button" class="tool" aria-label={offWords} onClick={off}><Icon name="x" /></button></div>;
}

/** A microphone that can be started; while it is `on` it can be stopped, or dropped with all it heard. */
type Mic = { on: Recording | null; seconds: number; start: () => Promise<void> };

/** Records for one thread: `heard` gets what was said when it is stopped, also by leaving the thread; `cannot` hears why it did not begin. */
export function useRecording(of: string, heard: (bytes: Blob, seconds: number) => void, cannot: (why: NoMic) => void): Mic {
  const [on, setOn] = useState<Recording | null>(null), [seconds, setSeconds] = useState(0), running = useRef<Recording | null>(null), turn = useRef(0);
  useEffect(() => () => { turn.current += 1; running.current?.stop(); }, [of]);
  const over = (): void => { running.current = null; setOn(null); };
  const start = async (): Promise<void> => {
    if (running.current) return;
    const mine = turn.current += 1;
    setSeconds(0);
    try {
      const control = await record(setSeconds, (bytes, length) => { over(); heard(bytes, length); });
      // Left, locked, turned away or pressed again while the browser asked: nothing on screen would say that it listens.
      if (mine !== turn.current || document.visibilityState === "hidden") return control.drop();
      setOn(running.current = { stop: control.stop, drop: () => { control.drop(); over(); } });
    } catch (wrong) { if (mine === turn.current) cannot(whyNot(wrong)); }
  };
  return { on, seconds, start };
}

export function RecordingRow({ of: { on, seconds } }: { of: Mic }) {
  return (
    <div class="added rec">
      <span class="rec-dot" aria-hidden="true" /><span class="small num">{t("rec on", { now: lengthWords(seconds), most: lengthWords(LONGEST) })}</span>
      <Button kind="second" icon="square" onClick={() => on?.stop()}>{t("rec stop")}</Button><Button kind="quiet" onClick={() => on?.drop()}>{t("rec off")}</Button>
    </div>
  );
}
