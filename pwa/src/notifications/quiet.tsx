import { useId, useState } from "preact/hooks";
import { Button, Fault } from "../shared/ui";
import type { Change, Settings } from "./api";
import { Switch } from "./switch";
import { clock } from "./times";
import { t } from "./words";

type Props = { of: Settings; onChange: (what: Change) => Promise<boolean> };

function Times({ of, onChange, onDone }: Props & { onDone: () => void }) {
  const [from, setFrom] = useState(of.quiet_from.slice(0, 5)), [until, setUntil] = useState(of.quiet_until.slice(0, 5)), [same, setSame] = useState(false), id = useId();
  const keep = async (e: Event) => {
    e.preventDefault();
    setSame(from === until);
    if (from && until && from !== until && await onChange({ quiet_from: `${from}:00`, quiet_until: `${until}:00` })) onDone();
  };
  const box = (label: string, name: string, value: string, set: (next: string) => void) => <div class="field"><label for={`${id}-${name}`}>{label}</label><input id={`${id}-${name}`} type="time" required value={value} aria-invalid={same || undefined} onInput={(e) => set(e.currentTarget.value)} /></div>;
  return <form class="times" onSubmit={keep}>{box(t("quiet from"), "f", from, setFrom)}{box(t("quiet until"), "u", until, setUntil)}{same && <Fault>{t("same")}</Fault>}<Button type="submit" kind="second">{t("save times")}</Button></form>;
}

/** No sound and no light at night, and when the night is. */
export function Quiet({ of, onChange }: Props) {
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Switch label={t("quiet")} sub={of.quiet ? t("quiet sub", { from: clock(of.quiet_from), until: clock(of.quiet_until) }) : t("quiet off")} on={of.quiet} onChange={(quiet) => void onChange({ quiet })} />
      {of.quiet && (changing ? <Times of={of} onChange={onChange} onDone={() => setChanging(false)} /> : <div class="under-row"><Button kind="quiet" onClick={() => setChanging(true)}>{t("change times")}</Button></div>)}
    </>
  );
}
