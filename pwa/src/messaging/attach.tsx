import { useEffect, useRef } from "preact/hooks";
import { picking } from "../shared/stage";
import { Button, Row, Rows, Sheet } from "../shared/ui";
import { t } from "./words";

/** The largest PDF that is taken, in bytes. */
export const LARGEST = 10_000_000;

/** What can go with a message: a photo, a PDF, a voice note. */
export function AttachSheet({ onPhoto, onPdf, onVoice, onClose }: { onPhoto: (file: File) => void; onPdf: (file: File) => void; onVoice: () => void; onClose: () => void }) {
  const photo = useRef<HTMLInputElement>(null), pdf = useRef<HTMLInputElement>(null);
  // The phone shows its own camera or files meanwhile: that is not leaving.
  const open = (input: HTMLInputElement | null): void => { picking.value = true; input?.click(); }, back = (): void => { picking.value = false; };
  useEffect(() => back, []);
  const taken = (then: (file: File) => void) => (e: Event) => { back(); const file = (e.currentTarget as HTMLInputElement).files?.[0]; if (file) then(file); };
  return (
    <Sheet title={t("add title")} onClose={onClose} exit>
      <input ref={photo} type="file" accept="image/*" hidden onChange={taken(onPhoto)} onCancel={back} />
      <input ref={pdf} type="file" accept="application/pdf,.pdf" hidden onChange={taken(onPdf)} onCancel={back} />
      <Rows>{[
        <Row icon="camera" title={t("add photo")} sub={t("add photo sub")} onClick={() => open(photo.current)} />,
        <Row icon="file-text" title={t("add pdf")} sub={t("add pdf sub")} onClick={() => open(pdf.current)} />,
        <Row icon="mic" title={t("add voice")} sub={t("add voice sub")} onClick={onVoice} />,
      ]}</Rows>
      <Button kind="quiet" onClick={onClose}>{t("close")}</Button>
    </Sheet>
  );
}
