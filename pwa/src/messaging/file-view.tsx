import { useEffect, useRef, useState } from "preact/hooks";
import { Fault, Icon } from "../shared/ui";
import { useAddress } from "../shared/address";
import { save } from "../shared/save";
import { mayKeep } from "../shared/post";
import type { MessageFile } from "./api";
import { bytesOf } from "./files";
import { lengthWords, sizeWords, type LocalFile } from "./states";
import { t } from "./words";

type Shown = MessageFile | LocalFile;

/** True once this part of the page is near what can be seen: what nobody scrolls to is not fetched. */
function useNear(box: { current: Element | null }): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (near || !box.current) return;
    const watch = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) setNear(true); }, { rootMargin: "200px" });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [near]);
  return near;
}

/** A photo. `words` says whose it is. Tapped, it fills the width. Its room is kept before it comes, so that nothing jumps. */
export function Photo({ file, words }: { file: Shown; words: string }) {
  const box = useRef<HTMLButtonElement>(null), near = useNear(box), [bytes, setBytes] = useState<Blob>(), [fault, setFault] = useState(false), [big, setBig] = useState(false), url = useAddress(bytes);
  const get = (): void => { setFault(false); bytesOf(file).then(setBytes, () => setFault(true)); };
  useEffect(() => { if (near && !bytes) get(); }, [near]);
  const [width, height] = "width" in file && file.width && file.height ? [file.width, file.height] : [400, 300];
  return (
    <>
      <button type="button" ref={box} class={`photo ${big ? "big" : ""}`} aria-expanded={big} aria-label={url ? `${words}. ${t("photo open")}` : t("photo get")} onClick={() => url ? setBig(!big) : get()}>
        {url ? <img src={url} alt="" {...("width" in file && file.width ? { width, height } : {})} /> : <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" />}
      </button>
      {fault && <Fault>{t("photo fault")}</Fault>}
    </>
  );
}

/** A PDF: its name and size; a tap gets it and hands it to the phone. */
export function PdfRow({ file }: { file: Shown }) {
  const [now, setNow] = useState<"" | "getting" | "got" | "fault">(""), size = sizeWords(file.size), name = file.name || t("pdf");
  const get = (): void => { setNow("getting"); bytesOf(file).then((bytes) => { save(bytes, name.toLowerCase().endsWith(".pdf") ? name : `${name}.pdf`); setNow("got"); }, () => setNow("fault")); };
  const say = "waits" in file ? t("pdf here", { size }) : now === "getting" ? t("pdf getting") : now === "got" ? t("pdf got", { size }) : t(mayKeep() ? "pdf get" : "pdf get shared", { size });
  return (
    <>
      <button type="button" class="file" aria-busy={now === "getting" || undefined} onClick={get}><Icon name="file-text" /><b>{name}</b><span class="small soft">{say}</span></button>
      {now === "fault" && <Fault>{t("file fault")}</Fault>}
    </>
  );
}

// Two voices at once are none.
let speaking: HTMLAudioElement | null = null;

/** A voice note: play and stop, how far it is, how long it is. The bytes come with the first tap. */
export function Voicenote({ file, get }: { file: { seconds: number | null }; get: () => Promise<Blob> }) {
  const sound = useRef<HTMLAudioElement>(null), [bytes, setBytes] = useState<Blob>(), url = useAddress(bytes), [playing, setPlaying] = useState(false), [at, setAt] = useState(0), [fault, setFault] = useState<"" | "voice fault" | "file fault">(""), wanted = useRef(false);
  const whole = file.seconds ?? 0, length = lengthWords(whole);
  const play = (): void => { wanted.current = false; sound.current?.play().catch(() => setFault("voice fault")); };
  useEffect(() => { if (url && wanted.current) play(); }, [url]);
  const tap = (): void => {
    setFault("");
    if (playing) return sound.current?.pause();
    if (url) return play();
    wanted.current = true;
    get().then(setBytes, () => setFault("file fault"));
  };
  return (
    <>
      <div class="voice-note">
        <button type="button" class="play" aria-label={playing ? t("pause") : t("play", { length })} onClick={tap}><Icon name={playing ? "pause" : "play"} /></button>
        <progress max={whole || 1} value={Math.min(at, whole || 1)} aria-hidden="true" /><span class="small num" aria-hidden="true">{lengthWords(playing || at ? at : whole)}</span>
        {url && <audio ref={sound} src={url} onPlay={(e) => { if (speaking !== e.currentTarget) speaking?.pause(); speaking = e.currentTarget; setPlaying(true); }} onPause={() => setPlaying(false)} onEnded={() => { setPlaying(false); setAt(0); }} onTimeUpdate={(e) => setAt(e.currentTarget.currentTime)} onError={() => setFault("voice fault")} />}
      </div>
      {fault && <Fault>{t(fault)}</Fault>}
    </>
  );
}

/** Whatever a message carries. */
export function FileView({ file, whose }: { file: Shown; whose: string }) {
  return file.kind === "photo" ? <Photo file={file} words={whose} /> : file.kind === "pdf" ? <PdfRow file={file} /> : <Voicenote file={file} get={() => bytesOf(file)} />;
}
