import { useEffect, useRef, useState } from "preact/hooks";
import "./staff-identity.css";
import type { Me } from "../shared/api";
import { Problem } from "../shared/http";
import { Button, Fault, Field, Screen, useBusy } from "../shared/ui";
import { faultWords, knowsPasskeys, useWait, waitOf, waitWords } from "./staff-faults";
import { asked, signIn, tooLong, startAgain, withCode, withPasskey } from "./staff-sign-in-store";
import { t } from "./staff-words";

/** A password that can be looked at while it is typed. */
export function PasswordField({ label, value, onInput, hint, err, fresh = false }: { label: string; value: string; onInput: (next: string) => void; hint?: string; err?: string | undefined; fresh?: boolean }) {
  const [seen, setSeen] = useState(false);
  return (
    <div class="secret">
      <Field label={label} value={value} onInput={onInput} type={seen ? "text" : "password"} autocomplete={fresh ? "new-password" : "current-password"} name="password" hint={hint} err={err} maxLength={128} spellcheck={false} />
      <button type="button" class="btn quiet" aria-pressed={seen} onClick={() => setSeen(!seen)}>{seen ? t("hide") : t("show")}<span class="vh"> {label}</span></button>
    </div>
  );
}

function First({ notice }: { notice: string | undefined }) {
  const [email, setEmail] = useState(""), [password, setPassword] = useState(""), [tried, setTried] = useState(false);
  const { busy, fault, run, clear } = useBusy(), wait = useWait(fault);
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (email.trim() && password && !wait) void run(() => signIn(email, password));
  };
  const typed = (set: (next: string) => void) => (next: string) => { set(next); if (fault && !waitOf(fault)) clear(); };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <div class="lead"><h1>{t("sign in")}</h1><p>{t("sign in lead")}</p></div>
      {notice && <div class="note going" role="status"><p>{notice}</p></div>}
      <Field label={t("email")} value={email} onInput={typed(setEmail)} type="email" inputMode="email" autocomplete="username" name="email" spellcheck={false} err={tried && !email.trim() ? t("email missing") : undefined} />
      <PasswordField label={t("password")} value={password} onInput={typed(setPassword)} err={tried && !password ? t("password missing") : undefined} />
      {fault && (!waitOf(fault) || wait > 0) ? <div class="field"><Fault>{wait ? waitWords(wait) : faultWords(fault, t("no match"))}</Fault></div> : null}
      <Button type="submit" wide busy={busy} disabled={wait > 0}>{t("carry on")}</Button>
      <p class="small soft">{t("first time")}</p>
    </form>
  );
}

function Second({ onOpen }: { onOpen: (who: Me) => void }) {
  const { next } = asked.value!, key = next !== "totp", code = next !== "passkey";
  const [typed, setTyped] = useState(""), [short, setShort] = useState(false), [onlyKey, setOnlyKey] = useState(false);
  const { busy, fault, run, clear } = useBusy(), wait = useWait(fault), form = useRef<HTMLFormElement>(null);
  useEffect(() => { (form.current?.querySelector("input") ?? form.current?.querySelector("button"))?.focus(); }, []);
  const digits = typed.replace(/\s/g, "");
  // The first step is too long ago, or too many codes were wrong: only the password helps now.
  useEffect(() => { if (fault instanceof Problem && fault.body["start_again"]) startAgain(true); }, [fault]);
  const submit = (e: Event) => {
    e.preventDefault();
    setOnlyKey(false);
    setShort(!/^\d{6}$/.test(digits));
    if (/^\d{6}$/.test(digits) && !wait) void run(async () => onOpen(await withCode(digits)));
  };
  const passkey = () => { setOnlyKey(true); return run(async () => onOpen(await withPasskey())); };
  const err = wait ? waitWords(wait) : fault && !waitOf(fault) ? faultWords(fault, onlyKey ? t("passkey stopped") : t("code wrong")) : undefined;
  return (
    <form class="stack" onSubmit={submit} noValidate ref={form}>
      <div class="lead"><h1>{t("second")}</h1><p>{t(`second ${next}`)}</p></div>
      {code && <Field label={t("code")} value={typed} onInput={(now) => { setTyped(now); setShort(false); if (!waitOf(fault)) clear(); }} inputMode="numeric" autocomplete="one-time-code" name="code" maxLength={7} class="code" err={short ? t("code short") : onlyKey ? undefined : err} />}
      {err && (!code || onlyKey) && <div class="field"><Fault>{err}</Fault></div>}
      {code && <Button type="submit" wide busy={busy} disabled={wait > 0}>{t("carry on")}</Button>}
      {key && knowsPasskeys() && <Button wide icon="fingerprint" busy={busy} disabled={wait > 0} onClick={passkey} {...(code ? { kind: "second" as const } : {})}>{t("use passkey")}</Button>}
      {key && !code && !knowsPasskeys() && <p>{t("passkey none")}</p>}
      <Button kind="quiet" onClick={() => startAgain()}>{t("again")}</Button>
    </form>
  );
}

/** Staff sign in: e-mail and password, then a code or a passkey. `onOpen` gets who it is once a session stands. */
export function StaffSignIn({ onOpen, away = false }: { onOpen: (who: Me) => void; away?: boolean }) {
  return <Screen title="Onward" centred class="narrow">{asked.value ? <Second onOpen={onOpen} /> : <First notice={tooLong.value ? t("too long") : away ? t("away") : undefined} />}</Screen>;
}
