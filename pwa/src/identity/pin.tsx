import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../shared/ui";
import { t } from "./words";

type Props = { pin: string; onPin: (next: string) => void; off: boolean; onPasskey?: (() => void) | undefined };

/** Six dots and the number keys. A real keyboard works too; each key says its own number to a reader. */
export function PinPad({ pin, onPin, off, onPasskey }: Props) {
  // Fingers are quicker than a render: the next key must see the last one.
  const now = useRef(pin);
  now.current = pin;
  const set = (next: string) => { if (!off && next.length <= 6) { now.current = next; onPin(next); } };
  const press = (digit: string) => set(now.current + digit), back = () => set(now.current.slice(0, -1));
  // With the pad, not after it is painted: keys pressed in between would be lost.
  useLayoutEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (/^\d$/.test(e.key)) { e.preventDefault(); press(e.key); } else if (e.key === "Backspace") { e.preventDefault(); back(); }
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  });
  const digit = (n: string) => <button type="button" key={n} aria-disabled={off || undefined} onClick={() => press(n)}>{n}</button>;
  return (
    <>
      <div class="pin" role="status" aria-label={t("typed", { n: pin.length })}>{[0, 1, 2, 3, 4, 5].map((i) => <i key={i} class={i < pin.length ? "on" : ""} />)}</div>
      <div class="keys">
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map(digit)}
        {onPasskey ? <button type="button" class="bare" aria-label={t("use passkey")} onClick={onPasskey}><Icon name="fingerprint" class="big-i" /></button> : <span />}
        {digit("0")}
        <button type="button" class="bare" aria-label={t("delete")} onClick={back}><Icon name="delete" /></button>
      </div>
    </>
  );
}
