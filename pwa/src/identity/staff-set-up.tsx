import { useEffect, useState } from "preact/hooks";
import "./staff-identity.css";
import type { Me } from "../shared/api";
import { Problem } from "../shared/http";
import { Blank, Broken, Button, Field, Fault, Screen, Skeleton, Stop, useBusy } from "../shared/ui";
import { faultWords, useWait, waitOf, waitWords } from "./staff-faults";
import { QrImage } from "./staff-qr";
import { heldSecret } from "./secret";
import { openLink, opened, setUp } from "./staff-set-up-store";
import { PasswordField } from "./staff-sign-in";
import { t } from "./staff-words";

const SHORTEST = 15, LONGEST = 128;

/** The key in groups of four, easier to copy by eye. */
const spaced = (key: string): string => key.replace(/\s/g, "").replace(/(.{4})(?=.)/g, "$1 ");

/** What is wrong with a password before it is sent, or nothing. The server also refuses well-known ones. */
function shortOf(password: string): string | undefined {
  const n = [...password].length;
  return n < SHORTEST ? t("password short", { n: SHORTEST - n }) : n > LONGEST ? t("password long") : undefined;
}

type Refusal = { about: "password" | "code" | "link"; words: string };

/** What a refusal of the form is about, in the server's words where it says more than we know. */
function refusalOf(fault: unknown, hasPassword: boolean): Refusal | null {
  if (!(fault instanceof Problem)) return null;
  if ([404, 410].includes(fault.status)) return { about: "link", words: "" };
  if (fault.type === "wrong-sign-in") return { about: hasPassword ? "password" : "code", words: hasPassword ? t("password other") : t("code wrong") };
  const first = (fault.body["faults"] as { field: string; problem: string }[] | undefined)?.[0];
  if (first?.field === "password") return { about: "password", words: first.problem };
  return first?.field === "code" || fault.status === 409 ? { about: "code", words: t("code wrong") } : null;
}

function Form({ onOpen }: { onOpen: (who: Me) => void }) {
  const { name, email, hasPassword, totp } = opened.value!;
  const [password, setPassword] = useState(""), [code, setCode] = useState(""), [tried, setTried] = useState(false);
  const { busy, fault, run, clear } = useBusy(), wait = useWait(fault), no = refusalOf(fault, hasPassword), digits = code.replace(/\s/g, "");
  const short = hasPassword ? (password ? undefined : t("password missing")) : shortOf(password);
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!short && /^\d{6}$/.test(digits) && !wait) void run(async () => onOpen(await setUp(password, digits)));
  };
  if (no?.about === "link") return <Ended />;
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <div class="lead"><h1>{t("set up")}</h1><p>{t("set up lead")}</p></div>
      <div class="note"><div><p>{t("set up for", { name, email })}</p><p class="soft">{t("set up not me")}</p></div></div>
      <input type="hidden" name="username" autocomplete="username" value={email} />
      <ol class="line steps">
        <li><Stop look={short ? "you" : "done"} /><div><h2>{t(hasPassword ? "step same" : "step password")}</h2>
          <PasswordField fresh={!hasPassword} label={t("password")} hint={t(hasPassword ? "password same" : "password rule")} value={password} onInput={(next) => { setPassword(next); clear(); }}
            err={tried && short ? short : no?.about === "password" ? no.words : undefined} /></div></li>
        <li><Stop look={digits.length === 6 ? "done" : "you"} /><div><h2>{t("step app")}</h2><p>{t("app how")}</p>
          <QrImage svg={totp.svg} label={t("qr")} /><p>{t("app typed")}</p><p class="typed-key"><code>{spaced(totp.typed)}</code></p></div></li>
        <li><Stop look={digits.length === 6 ? "done" : "you"} /><div><h2>{t("step code")}</h2>
          <Field label={t("app code")} value={code} onInput={(next) => { setCode(next); clear(); }} inputMode="numeric" autocomplete="one-time-code" maxLength={7} class="code"
            err={tried && digits.length !== 6 ? t("code short") : no?.about === "code" ? no.words : undefined} /></div></li>
      </ol>
      {wait > 0 ? <div class="field"><Fault>{waitWords(wait)}</Fault></div> : fault && !no && !waitOf(fault) ? <div class="field"><Fault>{faultWords(fault, t("fault"))}</Fault></div> : null}
      <Button type="submit" wide busy={busy} disabled={wait > 0}>{t("finish")}</Button>
    </form>
  );
}

const Ended = () => <Blank title={t("link dead")} alert><p>{t("link dead how")}</p></Blank>;

/** Setting up a staff sign-in from its one-use link. */
export function StaffSetUp({ onOpen }: { onOpen: (who: Me) => void }) {
  const [whole] = useState(() => heldSecret() !== ""), [fault, setFault] = useState<unknown>();
  const load = () => { setFault(undefined); return openLink().catch(setFault); };
  useEffect(() => { if (whole && !opened.value) void load(); }, []);
  const dead = fault instanceof Problem && fault.status < 500;
  return (
    <Screen title="Onward" centred={!opened.value} class="narrow">
      {!whole ? <Blank title={t("link none")} alert><p>{t("link none how")}</p></Blank>
        : opened.value ? <Form onOpen={onOpen} /> : dead ? <Ended /> : fault ? <Broken fault={fault} again={load} extra={<></>} /> : <Skeleton />}
    </Screen>
  );
}
