import { Button, Fault, LinkButton, Note, useBusy } from "../shared/ui";
import { NoSignal } from "../shared/http";
import { installed } from "../shared/phone";
import { subscribe, type Here, type Turned } from "./subscribe";
import { t as own } from "./words";

type Words = (key: "is on" | "shared" | "shared how" | "unsupported" | "install" | "install how" | "refused" | "refused app" | "refused how" | "off" | "turn on how" | "no_answer" | "test away" | "test fault" | "turn on") => string;
type Props = { here: Here; onTurned: (got: Turned) => void; said: Turned | undefined; t?: Words; to?: string };

/** Why nothing comes to this phone yet, and the way to change that. Says nothing once they are on. `to`: the page that shows how to install it; without one the words do. */
export function HereNote({ here, onTurned, said, t = own, to = "/me/install" }: Props) {
  const { busy, fault, run } = useBusy();
  if (here === "on") return said === "on" ? <Note look="done" icon="check" live>{t("is on")}</Note> : null;
  if (here === "shared") return <Note icon="users"><p>{t("shared")}</p><p>{t("shared how")}</p></Note>;
  if (here === "unsupported") return <Note icon="smartphone">{t("unsupported")}</Note>;
  if (here === "install") return <div class="group pad"><p>{t("install")}</p>{to ? <LinkButton href={to} icon="smartphone">{t("install how")}</LinkButton> : <p>{t("install how")}</p>}</div>;
  if (here === "refused") return <Note look="ends" icon="bell" live><p>{t("refused")}</p><p>{t(installed() ? "refused app" : "refused how")}</p></Note>;
  return (
    <div class="group pad">
      <div><p class="strong">{t("off")}</p><p class="small soft">{t("turn on how")}</p></div>
      {said === "no_answer" && <Fault>{t("no_answer")}</Fault>}
      {fault !== undefined && <Fault>{t(fault instanceof NoSignal ? "test away" : "test fault")}</Fault>}
      <Button wide icon="bell" busy={busy} onClick={() => run(async () => onTurned(await subscribe()))}>{t("turn on")}</Button>
    </div>
  );
}
