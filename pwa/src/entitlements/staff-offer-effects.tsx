import { useEffect, useState } from "preact/hooks";
import { count } from "../shared/intl";
import { Broken, Section, Skeleton } from "../shared/ui";
import type { Effect, Example, Offer, OfferPreview } from "./staff-api";
import { loadPreview, preview, previewFault } from "./staff-offer-store";
import { t } from "./staff-offer-words";
import { Pick } from "./staff-day";
import { RightsList } from "./staff-rights-list";
import { MovedRows } from "./staff-what-if";
import { bringWords } from "./staff-pack-store";
import { today } from "../shared/intl";

/** About how many. What was not counted says so once, in the first column. */
function Cell({ head, of, n }: { head: string; of: Effect; n: number | null }) {
  const said = of.counted === "no" ? t("not counted") : n === null ? t("few") : n ? t("about", { n: count(n) }) : "0";
  return <td class="num" data-head={head}>{n ? <b>{said}</b> : <span class="soft">{said}</span>}</td>;
}

function Effects({ of }: { of: OfferPreview }) {
  const heads = ["gain", "lose", "more", "less"] as const;
  return (
    <Section id="effects" title={t("effects")}>
      {of.effects.length ? <><div class="group"><table class="grid effects"><caption class="vh">{t("effects")}</caption>
        <thead><tr><th scope="col">{t("line")}</th>{heads.map((head) => <th scope="col" key={head}>{t(head)}</th>)}</tr></thead>
        <tbody>{of.effects.map((one: Effect) => <tr key={one.right}><th scope="row"><a href={`/staff/offer/${one.right}`}>{one.title}</a></th>{heads.map((head) => <Cell key={head} head={t(head)} of={one} n={one[head]} />)}</tr>)}</tbody></table></div>
        <p class="small soft">{t("effects how", { n: of.people })}{of.effects.some((one) => one.counted === "no") && ` ${t("not counted how")}`}</p></> : <p>{t("effects none")}</p>}
    </Section>
  );
}

function Examples({ of }: { of: readonly Example[] }) {
  const first = of.find((one) => one.moved.length > 0) ?? of[0], [chosen, choose] = useState(first?.id ?? ""), one = of.find((other) => other.id === chosen);
  useEffect(() => { if (of[0]) void bringWords(of[0].rights.map((right) => right.id), "draft").catch(() => undefined); }, [of]);
  return (
    <Section id="examples" title={t("examples")}><p class="small soft">{t("examples how")}</p>
      <div><Pick label={t("example")} value={chosen} onChange={choose} options={of.map((other) => ({ value: other.id, label: other.words }))} /></div>
      {one && <>{one.moved.length ? <div class="stack"><MovedRows moved={one.moved} now={t("before")} then={t("after")} /></div> : <p>{t("example same")}</p>}
        <details class="all-rights"><summary>{t("example all")}</summary><RightsList rights={one.rights} name="" on={today()} /></details></>}
    </Section>
  );
}

/** What the draft would do, to how many, and to any made-up person, before anybody sees it. */
export function OfferEffects({ of }: { of: Offer }) {
  useEffect(() => { if (of.drafted) void loadPreview(of.draft_revision); }, [of.drafted, of.draft_revision]);
  if (!of.drafted) return <p>{t("effects quiet")}</p>;
  const got = preview.value?.revision === of.draft_revision ? preview.value.of : null;
  if (!got) return previewFault.value ? <Broken fault={previewFault.value} again={() => loadPreview(of.draft_revision)} extra={<></>} /> : <Skeleton rows={4} />;
  return <div class="stack wide-stack"><Effects of={got} />{got.examples.length > 0 && <Examples of={got.examples} />}</div>;
}
