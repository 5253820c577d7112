import { useEffect, useState } from "preact/hooks";
import { plainDay } from "../shared/intl";
import { Blank, Broken, Button, Chip, LinkButton, Row, Rows, Screen, Sheet, Skeleton } from "../shared/ui";
import type { Statement } from "./api";
import "./page.css";
import { BACK, TITLE } from "./parts";
import { QuestionForm, Saved } from "./question";
import { load, loadStatements, rights, statements, statementsFault } from "./store";
import { t as tc, named as namedIn } from "./claim-words";
import { t } from "./words";

function ChangeSheet({ said, adviser, onClose, onSaved }: { said: Statement; adviser: string | undefined; onClose: () => void; onSaved: (sent: boolean) => unknown }) {
  return (
    <Sheet title={said.question} onClose={onClose} exit>
      <QuestionForm asked={{ ...said, words: said.question, why: "" }} adviser={adviser} value={said.value} shown={said.shown} save={tc("me save")} hideLegend onSaved={onSaved} />
      <Button kind="quiet" onClick={onClose}>{t("close")}</Button>
    </Sheet>
  );
}

/** What they said of themself, each to be changed. A private one is theirs alone until they show it. */
export function MePage({ adviser }: { adviser: string | undefined }) {
  const all = statements.value, [open, show] = useState<Statement>(), [saved, setSaved] = useState(false);
  useEffect(() => { void loadStatements(); }, []);
  const close = (): void => show(undefined);
  const done = async (sent: boolean): Promise<void> => { setSaved(true); if (sent) { await loadStatements(); if (rights.peek()) void load(); } close(); };
  if (!all) return <Screen title={TITLE} tab="/rights" back={BACK} centred={statementsFault.value !== undefined}>{statementsFault.value !== undefined ? <Broken fault={statementsFault.value} again={loadStatements} /> : <><h1 class="vh">{tc("me")}</h1><Skeleton /></>}</Screen>;
  if (!all.length) return <Screen title={TITLE} tab="/rights" back={BACK} centred><Blank title={tc("me none")} actions={<LinkButton href="/rights">{t("title")}</LinkButton>}><p>{tc("me none how")}</p></Blank></Screen>;
  return (
    <>
      <Screen title={TITLE} tab="/rights" back={BACK}>
        <div class="lead"><h1>{tc("me")}</h1><p>{tc("me lead")}</p></div>
        {saved && <Saved />}
        <Rows>{all.map((one) => (
          <Row key={one.fact} icon={one.private && !one.shown ? "lock" : "pencil"} title={one.question} sub={one.type === "date" && /^\d{4}-/.test(one.value) ? plainDay(one.value) : one.words} onClick={() => { setSaved(false); show(one); }}>
            {one.private && <span><Chip icon={one.shown ? "eye" : "lock"}>{one.shown ? namedIn("shown", adviser) : tc("only you")}</Chip></span>}
            <span class="sub">{tc("said on", { day: plainDay(one.said_on) })}</span>
          </Row>
        ))}</Rows>
      </Screen>
      {open && <ChangeSheet said={open} adviser={adviser} onClose={close} onSaved={done} />}
    </>
  );
}
