import { saved } from "../shared/intl";
import { me } from "../shared/me";
import { Button, Note } from "../shared/ui";
import { noticedNews } from "./api";
import { t } from "./news-words";

/** Another phone of theirs joined or was thrown out since this one was last told. Stays until it is read here. */
export function PhoneNewsNotes() {
  const who = me.value, news = who?.phone_news ?? [];
  if (!who || !news.length) return null;
  const read = () => noticedNews().then(() => { me.value = { ...who, phone_news: [] }; }, () => undefined);
  return (
    <Note look="ends" icon="smartphone">
      {news.map((one) => <p key={one.at}>{t(one.what === "out" ? "news out" : "news joined", { label: one.label, when: saved(one.at) })}</p>)}
      <div class="btns"><a class="btn quiet" href="/me/phones">{t("news see")}</a><Button kind="quiet" onClick={read}>{t("news read")}</Button></div>
    </Note>
  );
}
