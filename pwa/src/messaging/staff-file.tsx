import { useEffect, useState } from "preact/hooks";
import { save } from "../shared/save";
import { Button, Fault, Icon, Sheet, useBusy } from "../shared/ui";
import { Voicenote } from "./file-view";
import "./staff-thread.css";
import type { MessageFile } from "./staff-api";
import { t } from "./staff-words";

/** "84 KB", "1.2 MB". `bytes` in bytes. */
export const sizeWords = (bytes: number): string => bytes < 1_000_000 ? t("kb", { n: Math.max(1, Math.round(bytes / 1000)) }) : t("mb", { n: Math.round(bytes / 100_000) / 10 });

/** Gives the bytes of a file by its id, by the same access rules as the words beside it. */
export type Bytes = (id: string) => Promise<Blob>;
type Props = { file: MessageFile; by: string; bytes: Bytes };

/** The bytes at an address of this page alone, given back when they go off the screen. */
function useBytes(id: string, bytes: Bytes, now: boolean): { url: string | undefined; fault: unknown; get: () => Promise<boolean>; busy: boolean } {
  const [url, setUrl] = useState<string>(), { busy, fault, run } = useBusy();
  useEffect(() => () => { if (url) URL.revokeObjectURL(url); }, [url]);
  const get = () => run(async () => setUrl(URL.createObjectURL(await bytes(id))));
  useEffect(() => { if (now) void get(); }, [id]);
  return { url, fault, get, busy };
}

function Photo({ file, by, bytes }: Props) {
  const { url, fault, get } = useBytes(file.id, bytes, true), [big, show] = useState(false), alt = t("photo of", { name: by });
  // Its room is kept before it comes, so that nothing jumps.
  const room = { width: file.width ?? 320, height: file.height ?? 240 };
  if (fault) return <Broken again={get} />;
  return (
    <>
      <button type="button" class="photo" aria-label={t("photo big")} onClick={() => show(true)}>
        {url ? <img src={url} alt={alt} width={room.width} height={room.height} /> : <svg class="photo-wait" viewBox={`0 0 ${room.width} ${room.height}`} width={room.width} height={room.height} aria-hidden="true" />}
      </button>
      {big && url && <Sheet title={alt} onClose={() => show(false)}><img class="photo-big" src={url} alt={alt} /><div><Button kind="second" onClick={() => show(false)}>{t("close")}</Button></div></Sheet>}
    </>
  );
}

function Pdf({ file, bytes }: Props) {
  const { busy, fault, run } = useBusy();
  return (
    <>
      <button type="button" class="file-row get" aria-busy={busy || undefined} onClick={() => void run(async () => save(await bytes(file.id), file.name || `${t("pdf")}.pdf`))}>
        <Icon name="file-text" /><span><b>{file.name || t("pdf")}</b><span class="sub">{t("pdf get", { size: sizeWords(file.size) })}</span></span>
      </button>
      {fault ? <Fault>{t("file failed")}</Fault> : null}
    </>
  );
}

function Broken({ again }: { again: () => unknown }) {
  return <><Fault>{t("file failed")}</Fault><Button kind="second" class="sm" onClick={again}>{t("again")}</Button></>;
}

/** A message's file: a photo to see, a voice note to hear, a document to save. `by`: whose it is. */
export function FileView(props: Props) {
  return props.file.kind === "photo" ? <Photo {...props} /> : props.file.kind === "voice" ? <Voicenote file={props.file} get={() => props.bytes(props.file.id)} /> : <Pdf {...props} />;
}
