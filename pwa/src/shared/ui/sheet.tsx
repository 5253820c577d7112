import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Exit } from "./frame";

/**
 * A modal sheet from the foot of the screen. The browser's own dialog keeps the page behind it inert, holds the focus, closes on Esc and gives the focus back.
 * It opens when it is put on the page and closes when it is taken off. `exit` puts Exit in it: on a young person's phone nothing may stand in its way.
 */
export function Sheet({ title, lead, onClose, exit = false, children }: { title: string; lead?: ComponentChildren; onClose: () => void; exit?: boolean; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null), id = useId();
  useEffect(() => {
    const dialog = box.current, before = document.activeElement as HTMLElement | null;
    if (dialog && !dialog.open) dialog.showModal();
    // Taken off the page it gives the focus back to nobody: the browser does that only for one that is still there.
    return () => { dialog?.close(); if (before?.isConnected) before.focus(); };
  }, []);
  return (
    <dialog ref={box} class="sheet" aria-labelledby={id} onCancel={(e) => { e.preventDefault(); onClose(); }} onClick={(e) => { if (e.target === e.currentTarget) onClose(); }}>
      <div class="sheet-in">{exit && <div class="sheet-exit"><Exit /></div>}<div class="lead"><h2 id={id} tabIndex={-1} autofocus>{title}</h2>{lead && <p>{lead}</p>}</div>{children}</div>
    </dialog>
  );
}
