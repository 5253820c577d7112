import { useEffect, useState } from "preact/hooks";
import type { Look } from "../shared/api";
import { opening, saved } from "../shared/intl";
import { Blank, Broken, Button, Face, Row, Rows, Screen, Skeleton, useBusy } from "../shared/ui";
import { fetchLooks } from "./api";
import { didWords, t } from "./words";

function LookRow({ look }: { look: Look }) {
  return (
    <Row lead={<Face name={look.who || t("council")} />} title={look.who || t("council")}>
      <span>{didWords(look.did)}</span>{look.why && <span>{t("why", { why: look.why })}</span>}<span class="sub">{look.role ? t("role when", { role: look.role, when: saved(look.at) }) : opening(saved(look.at))}</span>
    </Row>
  );
}

/** Everyone else who opened or changed something of theirs, newest first. */
export function LookedPage() {
  const [looks, setLooks] = useState<Look[] | null>(null), [next, setNext] = useState<string | null>(null), { busy, fault, run } = useBusy();
  const more = (before?: string) => run(async () => { const got = await fetchLooks(before); setLooks((old) => [...(before ? old ?? [] : []), ...got.looks]); setNext(got.next); });
  useEffect(() => { void more(); }, []);
  const back = { href: "/me", label: t("stuff back") };
  if (!looks) return <Screen title="My stuff – Onward" tab="/me" back={back}>{fault !== undefined ? <Broken fault={fault} again={() => more()} /> : <><h1>{t("looked")}</h1><Skeleton words={t("loading")} /></>}</Screen>;
  if (!looks.length) return <Screen title="My stuff – Onward" tab="/me" back={back} centred><Blank title={t("looked none")}><p>{t("looked none why")}</p></Blank></Screen>;
  return (
    <Screen title="My stuff – Onward" tab="/me" back={back}>
      <div class="lead"><h1>{t("looked")}</h1><p>{t("looked lead")}</p></div>
      <Rows>{looks.map((look, i) => <LookRow key={i} look={look} />)}</Rows>
      {next && <Button kind="second" busy={busy} onClick={() => more(next)}>{t("older")}</Button>}
    </Screen>
  );
}
