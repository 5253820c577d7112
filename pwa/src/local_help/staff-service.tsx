import { useEffect, useRef, useState } from "preact/hooks";
import { today } from "../shared/intl";
import { newId } from "../shared/post";
import { Button, Fault, Field, Note, Sheet, useBusy } from "../shared/ui";
import { DayField, Pick } from "../shared/ui/day";
import { KINDS } from "./search";
import type { Service } from "./staff-api";
import { says } from "./staff-says";
import { putService } from "./staff-store";
import { missing, newerIn, onTop, serviceOf, theirs, typedFrom, type Typed } from "./staff-typed";
import { t } from "./staff-words";
import { t as young } from "./words";

/** Somebody saved it meanwhile: where both wrote, their words stand beside what is typed, which stays. */
function Newer({ fault, typed }: { fault: unknown; typed: Typed }) {
  const now = newerIn(fault), LABEL = { name: "name", about: "about", what: "what", who_for: "who for", address: "address", opens: "opens", cost: "cost", phone: "phone", link: "link", email: "email" } as const;
  if (!now) return <Fault>{says(fault)}</Fault>;
  return (
    <Note look="ends" live><p><b>{says(fault)}</b></p>
      <dl class="newer">{theirs(now, typed).map((field) => <div key={field}><dt>{t("now says", { field: t(LABEL[field]) })}</dt><dd>{field === "about" ? young(`kind ${now.about}`) : now[field] || t("now empty")}</dd></div>)}</dl></Note>
  );
}

/** A service of the own list, new or changed. Saving it says that it was checked on that day. */
export function ServiceSheet({ of, onClose, onDone }: { of?: Service; onClose: () => void; onDone: (words: string) => void }) {
  const [typed, setTyped] = useState(() => typedFrom(newId(), today(), of)), [tried, setTried] = useState(false), { busy, fault, run } = useBusy(), lacks = missing(typed, today()), was = useRef(of);
  // What somebody saved meanwhile stands where nothing was typed here; the next saving goes on top of it.
  useEffect(() => { const newer = newerIn(fault); if (newer !== undefined) { setTyped(onTop(typed, was.current, newer)); was.current = newer ?? undefined; } }, [fault]);
  const set = (more: Partial<Typed>) => setTyped({ ...typed, ...more }), err = (is: unknown, words: string): string | undefined => tried && is ? words : undefined;
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!Object.keys(lacks).length) void run(() => putService(serviceOf(typed))).then((ok) => { if (ok) { onClose(); onDone(t("did kept", { name: typed.name.trim() })); } });
  };
  const line = (key: "who_for" | "address" | "opens" | "cost", label: string, most: number) => <Field label={label} value={typed[key]} onInput={(next) => set({ [key]: next })} maxLength={most} optional />;
  return (
    <Sheet title={of ? t("change title", { name: of.name }) : t("new title")} lead={t("form lead")} onClose={onClose}><form class="stack" onSubmit={submit} noValidate>
      <Field label={t("name")} value={typed.name} onInput={(name) => set({ name })} maxLength={120} err={err(lacks.name, t("name missing"))} />
      <Pick label={t("about")} value={typed.about} onChange={(about) => set({ about })} options={[{ value: "", label: t("pick") }, ...KINDS.map((kind) => ({ value: kind, label: young(`kind ${kind}`) }))]} err={err(lacks.about, t("about missing"))} />
      <Field label={t("what")} hint={t("what hint")} value={typed.what} onInput={(what) => set({ what })} rows={3} maxLength={600} err={err(lacks.what, t("what missing"))} />
      {line("who_for", t("who for"), 400)}{line("address", t("address"), 400)}{line("opens", t("opens"), 400)}{line("cost", t("cost"), 120)}
      <Field label={t("phone")} value={typed.phone} onInput={(phone) => set({ phone })} maxLength={40} inputMode="tel" optional />
      <Field label={t("link")} hint={t("link hint")} value={typed.link} onInput={(link) => set({ link })} maxLength={400} optional err={err(lacks.link, t("link bad"))} />
      <Field label={t("email")} value={typed.email} onInput={(email) => set({ email })} maxLength={200} inputMode="email" optional err={err(lacks.email, t("email bad"))} />
      <DayField label={t("checked on")} value={typed.checked_on} onInput={(checked_on) => set({ checked_on })} most={today()} err={err(lacks.checked_on, t(lacks.checked_on === "future" ? "checked future" : "checked missing"))} />
      {fault ? <Newer fault={fault} typed={typed} /> : null}
      <div class="btns"><Button type="submit" busy={busy}>{t("save")}</Button><Button kind="quiet" onClick={onClose}>{t("cancel")}</Button></div></form></Sheet>
  );
}
