import { useEffect, useState } from "preact/hooks";
import type { Me } from "../shared/api";
import { NoSignal } from "../shared/http";
import { takeMe } from "../shared/me";
import { Button, Fault, useBusy } from "../shared/ui";
import { unlockWithPasskey } from "./unlock-api";
import { canUsePasskey, turnedAway } from "./passkey";
import { t } from "./words";

/** Someone who has a passkey comes back on a phone that does not know them. Shown only where the phone can. */
export function ComeBack({ onOpen }: { onOpen: (who: Me) => void }) {
  const [can, setCan] = useState(false), { busy, fault, run } = useBusy();
  useEffect(() => { void canUsePasskey().then(setCan); }, []);
  if (!can) return null;
  return (
    <>
      <Button kind="second" icon="fingerprint" busy={busy} onClick={() => run(async () => onOpen(takeMe(await unlockWithPasskey())))}>{t("come back")}</Button>
      {fault !== undefined && !turnedAway(fault) && <Fault>{t(fault instanceof NoSignal ? "unlock away" : "come back fault")}</Fault>}
    </>
  );
}
