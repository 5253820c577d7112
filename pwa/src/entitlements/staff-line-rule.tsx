import { useId, useRef, useState } from "preact/hooks";
import { Button, Fault, Icon } from "../shared/ui";
import type { Fact, Wrong } from "./staff-api";
import { indexOf, putIn, wordAt } from "./staff-line-typed";
import { t } from "./staff-line-words";

/** The rule line by line, with numbers, and each fault marked where it stands. */
function Marked({ rule, wrong }: { rule: string; wrong: readonly Wrong[] }) {
  return (
    <ol class="rule-lines" aria-label={t("rule shown")}>{rule.split("\n").map((text, i) => {
      const here = wrong.find((one) => one.line === i + 1 && one.column !== null), at = here ? Math.min(here.column! - 1, text.length) : -1, word = here ? wordAt(text, at) || " " : "";
      return <li key={i}><code>{here ? <>{text.slice(0, at)}<mark>{word}<span class="vh"> ({t("rule marked")})</span></mark>{text.slice(at + word.length)}</> : text || " "}</code></li>;
    })}</ol>
  );
}

const pieceOf = (fact: Fact, value?: string): string => fact.type === "date" ? `within 1 year of ${fact.fact}` : fact.type === "number" ? `${fact.fact} at least 1` : `${fact.fact} is ${value ?? fact.options[0]?.value ?? "yes"}`;

/** What joins facts, and what is built in. */
const JOINERS = ["and", "or", "not", "always", "never", "age from 18 to under 25", "age under 25", "category is former_relevant", "category is one of relevant, former_relevant"];

function Facts({ facts, onPut }: { facts: readonly Fact[]; onPut: (piece: string) => void }) {
  const [text, setText] = useState(""), found = facts.filter((one) => `${one.question} ${one.fact}`.toLowerCase().includes(text.trim().toLowerCase()));
  const put = (piece: string, words?: string) => <button type="button" class="piece" key={piece} onClick={() => onPut(piece)}><code>{piece}</code>{words && <span>{words}</span>}</button>;
  return (
    <details class="facts-pick"><summary>{t("facts")}</summary><div class="stack"><p class="small soft">{t("facts how")}</p>
      <label class="field"><span class="vh">{t("facts find")}</span><input type="search" placeholder={t("facts find")} value={text} onInput={(e) => setText(e.currentTarget.value)} autocomplete="off" /></label>
      <ul class="facts-list">{found.map((one) => (
        <li key={one.fact}><p><b>{one.question}</b> <span class="soft small"><code>{one.fact}</code>{one.type !== "choice" && ` ${t(one.type === "date" ? "fact date" : "fact number")}`}{one.private && ` (${t("fact private")})`}</span></p>
          <div class="pieces">{one.type === "choice" ? one.options.map((option) => put(pieceOf(one, option.value), option.words)) : put(pieceOf(one))}</div></li>
      ))}</ul>
      <div><p class="small"><b>{t("fact more")}</b></p><div class="pieces">{JOINERS.map((piece) => put(piece))}</div></div></div></details>
  );
}

type Props = { label: string; hint?: string; rule: string; onInput: (rule: string) => void; wrong: readonly Wrong[]; facts: readonly Fact[]; england?: string | undefined; settled: boolean };

/** A rule as text: the faults the server found, each marked in its place with its cure, and the facts to choose from. `settled`: the server has read this very text. */
export function RuleField({ label, hint, rule, onInput, wrong, facts, england, settled }: Props) {
  const id = useId(), box = useRef<HTMLTextAreaElement>(null), placed = wrong.filter((one) => one.line !== null);
  const go = (one: Wrong) => { const at = indexOf(rule, one.line!, one.column ?? 1), e = box.current; if (!e) return; e.focus(); e.setSelectionRange(at, at + wordAt(rule, at).length); };
  const put = (piece: string) => {
    const e = box.current, from = e?.selectionStart ?? rule.length, to = e?.selectionEnd ?? from, next = putIn(rule, from, to, piece);
    onInput(next.text);
    // After the new text stands in the box.
    requestAnimationFrame(() => { e?.focus(); e?.setSelectionRange(next.at, next.at); });
  };
  const described = [hint ? `${id}-h` : "", wrong.length ? `${id}-e` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div class="rule-field">
      {england !== undefined && <div class="england"><p class="small soft">{t("rule england")}</p>{england ? <pre class="rule-text"><code>{england.trim()}</code></pre> : <p class="soft">{t("rule england none")}</p>}{england && !rule.trim() && <Button kind="quiet" class="sm" onClick={() => onInput(england.trim())}>{t("rule copy")}</Button>}</div>}
      <div class="field"><label for={id}>{label}</label>{hint && <p class="hint" id={`${id}-h`}>{hint}</p>}
        <textarea id={id} ref={box} class="rule-box" rows={Math.min(12, Math.max(3, rule.split("\n").length + 1))} maxLength={2000} spellcheck={false} autocapitalize="off" autocomplete="off" value={rule} aria-invalid={wrong.length ? true : undefined} aria-describedby={described} onInput={(e) => onInput(e.currentTarget.value)} /></div>
      {wrong.length > 0 && <div id={`${id}-e`} class="rule-wrong">
        {placed.length > 0 && settled && <Marked rule={rule} wrong={placed} />}
        {wrong.map((one, i) => <div key={i}><Fault>{one.line !== null && <b>{t("rule wrong at", { line: one.line, column: one.column ?? 1 })}. </b>}{one.what} {one.cure}</Fault>{one.line !== null && <button type="button" class="btn quiet sm" onClick={() => go(one)}>{t("rule go")}</button>}</div>)}</div>}
      {!wrong.length && settled && rule.trim() && <p class="rule-good small"><Icon name="circle-check" />{t("rule good")}</p>}
      <Facts facts={facts} onPut={put} />
    </div>
  );
}
