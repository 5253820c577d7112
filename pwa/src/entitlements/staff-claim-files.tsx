import { useEffect, useState } from "preact/hooks";
import { save } from "../shared/save";
import { Button, Fault, Icon, Section, Sheet, useBusy } from "../shared/ui";
import { api, type ClaimFile } from "./staff-api";
import { t } from "./staff-claims-words";

/** "84 KB", "1.2 MB". `bytes` in bytes. */
const sizeWords = (bytes: number): string => bytes < 1_000_000 ? t("kb", { n: Math.max(1, Math.round(bytes / 1000)) }) : t("mb", { n: Math.round(bytes / 100_000) / 10 });

function Photo({ file, n }: { file: ClaimFile; n: number }) {
  const [url, setUrl] = useState<string>(), { fault, run } = useBusy(), words = t("photo", { n });
  const close = () => { if (url) URL.revokeObjectURL(url); setUrl(undefined); };
  useEffect(() => () => { if (url) URL.revokeObjectURL(url); }, [url]);
  return (
    <>
      <button type="button" class="row file-row" onClick={() => void run(async () => setUrl(URL.createObjectURL(await api.file(file.id))))}><Icon name="camera" class="lead-i" /><span class="b"><b>{words}</b><span class="sub">{sizeWords(file.size)}</span></span></button>
      {fault ? <Fault>{t("file failed")}</Fault> : null}
      {url && <Sheet title={words} onClose={close}><img class="claim-photo" src={url} alt={words} /><div><Button kind="second" onClick={close}>{t("close")}</Button></div></Sheet>}
    </>
  );
}

function Pdf({ file, n }: { file: ClaimFile; n: number }) {
  const { fault, run } = useBusy(), words = t("pdf", { n });
  return (
    <>
      <button type="button" class="row file-row" onClick={() => void run(async () => save(await api.file(file.id), `${words}.pdf`))}><Icon name="file-text" class="lead-i" /><span class="b"><b>{words}</b><span class="sub">{sizeWords(file.size)}</span></span></button>
      {fault ? <Fault>{t("file failed")}</Fault> : null}
    </>
  );
}

/** What came with the claim. Each look at a file is its own request: it stands in the young person's list of who looked. */
export function ClaimFiles({ files, name }: { files: readonly ClaimFile[]; name: string }) {
  return <Section id="files" title={t("files", { name })} hidden><ul class="group">{files.map((file, i) => <li key={file.id}>{file.kind === "photo" ? <Photo file={file} n={i + 1} /> : <Pdf file={file} n={i + 1} />}</li>)}</ul></Section>;
}
