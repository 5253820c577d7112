import { useEffect, useRef, useState } from "preact/hooks";
import { useAddress } from "../shared/address";
import { shrink } from "../shared/photo";
import { newId } from "../shared/post";
import { picking, stage } from "../shared/stage";
import { Button, Fault, Icon } from "../shared/ui";
import type { Added } from "./draft";
import { t as tc } from "./claim-words";

/** How many files go with one claim, and what a PDF may weigh, in bytes. */
const MOST = 5, LARGEST = 10_000_000;
type Trouble = "photo bad" | "pdf bad" | "pdf big" | "";

function AddedRow({ file, name, off }: { file: Added; name: string; off: () => void }) {
  const url = useAddress(file.kind === "photo" ? file.bytes : undefined);
  return <li>{url ? <img src={url} alt="" /> : <Icon name="file-text" />}<span>{name}</span><button type="button" class="tool" aria-label={tc("file off", { what: name })} onClick={off}><Icon name="x" /></button></li>;
}

const isPdf = async (file: File): Promise<boolean> => (await file.slice(0, 5).text()) === "%PDF-";

/** Photos and PDFs for a claim. A photo is made small here, and nothing of where it was taken is left in it. */
export function ClaimFiles({ files, onChange }: { files: Added[]; onChange: (next: Added[]) => void }) {
  const photo = useRef<HTMLInputElement>(null), pdf = useRef<HTMLInputElement>(null), [trouble, setTrouble] = useState<Trouble>(""), [busy, setBusy] = useState(false);
  // The phone shows its own camera or files meanwhile: that is not leaving.
  const open = (input: HTMLInputElement | null): void => { picking.value = true; input?.click(); }, back = (): void => { picking.value = false; };
  useEffect(() => back, []);
  const add = (kind: Added["kind"], bytes: Blob): void => { if (stage.peek() === "open" || stage.peek() === "copy") onChange([...files, { id: newId(), kind, bytes, there: false }]); };
  const taken = (then: (file: File) => Promise<void>) => (e: Event): void => {
    back();
    const input = e.currentTarget as HTMLInputElement, file = input.files?.[0];
    setTrouble("");
    if (file) void then(file).finally(() => { input.value = ""; });
  };
  const takePhoto = async (file: File): Promise<void> => { setBusy(true); try { add("photo", await shrink(file)); } catch { setTrouble("photo bad"); } finally { setBusy(false); } };
  const takePdf = async (file: File): Promise<void> => { if (file.size > LARGEST) setTrouble("pdf big"); else if (await isPdf(file)) add("pdf", file); else setTrouble("pdf bad"); };
  const names = files.map((one, i) => tc(one.kind === "photo" ? "photo n" : "pdf n", { n: files.slice(0, i + 1).filter((f) => f.kind === one.kind).length }));
  return (
    <fieldset class="field"><legend>{tc("form files")}</legend><p class="hint">{tc(files.length < MOST ? "form files hint" : "files full")}</p>
      <input ref={photo} type="file" accept="image/*" hidden onChange={taken(takePhoto)} onCancel={back} />
      <input ref={pdf} type="file" accept="application/pdf,.pdf" hidden onChange={taken(takePdf)} onCancel={back} />
      {files.length > 0 && <ul class="added-list">{files.map((one, i) => <AddedRow key={one.id} file={one} name={names[i]!} off={() => onChange(files.filter((f) => f.id !== one.id))} />)}</ul>}
      {busy && <p class="small soft" role="status">{tc("getting ready")}</p>}
      {trouble && <Fault>{tc(trouble)}</Fault>}
      {files.length < MOST && <div class="btns"><Button kind="second" icon="camera" onClick={() => open(photo.current)}>{tc("add photo")}</Button><Button kind="second" icon="paperclip" onClick={() => open(pdf.current)}>{tc("add pdf")}</Button></div>}
    </fieldset>
  );
}
