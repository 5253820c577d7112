import { staysHere, type Asking } from "../shared/asking";
import { askingWith } from "../shared/asking-with";
import { Icon } from "../shared/ui";
import { t } from "./editor-words";

/** To this person's thread, with this quoted, as their own "Ask about this" does. */
export function WriteAbout({ person, kind, id = null, words }: { person: string; kind: Asking["kind"]; id?: string | null; words: string }) {
  return <a class="btn quiet sm" href={`/staff/messages/${person}`} aria-label={t("write about", { words })} onClick={(e) => { if (staysHere(e)) askingWith.value = { person, about: { kind, id, words } }; }}><Icon name="message-circle" />{t("write this")}</a>;
}
