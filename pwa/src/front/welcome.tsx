import { ComeBack } from "../identity/return";
import type { Me } from "../shared/api";
import { me } from "../shared/me";
import { LinkButton, Mark, Screen } from "../shared/ui";
import { t } from "./welcome-words";

/** Nobody has joined on this phone: what to do, and where help is. */
export function Welcome({ onOpen }: { onOpen: (who: Me) => void }) {
  return (
    <Screen title="Onward" centred>
      <div class="blank"><Mark /><h1>{t("welcome")}</h1><p>{t("welcome how")}</p>
        <LinkButton href="/help" icon="life-buoy">{t("welcome help")}</LinkButton>
        <ComeBack onOpen={onOpen} />
        {me.value?.demo && <LinkButton href="/demo" kind="second">{t("welcome demo")}</LinkButton>}
        <a class="btn quiet" href="/staff/sign-in">{t("welcome staff")}</a>
      </div>
    </Screen>
  );
}
