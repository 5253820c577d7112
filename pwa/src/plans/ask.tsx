import { asking, staysHere, type Asking } from "../shared/asking";
import { Icon } from "../shared/ui";
import { t } from "./near-words";

/** To their messages, with this quoted. What it is goes by memory: the address says nothing. */
export function AskAbout({ kind, id = null, words }: Omit<Asking, "id"> & { id?: string | null }) {
  return <a class="btn quiet" href="/messages/adviser" aria-label={t("ask about", { words })} onClick={(e) => { if (staysHere(e)) asking.value = { kind, id, words }; }}><Icon name="message-circle" />{t("ask this")}</a>;
}
