import { useEffect, useState } from "preact/hooks";
import { Icon } from "../shared/ui";
import { hardOf, readingAge } from "./staff-plain";
import { t } from "./staff-plain-words";

/** How old one must be for plain words: above it a hint stands. */
const EASY = 11;
/** In ms: how long typing rests before it is said. */
const REST = 700;

/** What makes these words hard to read, once typing rests. Hints never stop anybody. */
export function PlainHints({ words }: { words: string }) {
  const [rested, rest] = useState(words);
  useEffect(() => { const timer = setTimeout(() => rest(words), REST); return () => clearTimeout(timer); }, [words]);
  const hard = hardOf(rested).slice(0, 3), age = readingAge(rested);
  return (
    <div aria-live="polite" class="plain-hints">
      {hard.map((one) => <p class="clarity" key={one.words}><Icon name="lightbulb" /><span>{one.kind === "long" ? t("long", { words: one.words.split(/\s+/).slice(0, 5).join(" ") }) : t("word", { words: one.words })}{one.try && <> <b>{t("try", { words: one.try })}</b></>}</span></p>)}
      {!hard.length && age > EASY && <p class="clarity"><Icon name="lightbulb" /><span>{t("age", { n: age })}</span></p>}
    </div>
  );
}
