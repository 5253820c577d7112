import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { unread } from "../asking";
import { forgetAll } from "../forget";
import { saved } from "../intl";
import { exit } from "../leave";
import { letGo, mayKeep, sendWaiting, written } from "../post";
import { offline, savedAt, stage } from "../stage";
import { newer, takeNewer } from "../update";
import { Icon, type IconName } from "./icon";
import { t } from "./words";

/** The only titles there are: history and the app switcher show them to anyone. */
export type Title = "Onward" | "Plan – Onward" | "Messages – Onward" | "Rights – Onward" | "Help – Onward" | "My stuff – Onward";
export type Tab = "/" | "/plan" | "/messages" | "/rights" | "/me";

const TABS: [Tab, IconName, "tab today" | "tab plan" | "tab messages" | "tab rights" | "tab stuff"][] = [["/", "sun", "tab today"], ["/plan", "route", "tab plan"], ["/messages", "message-circle", "tab messages"], ["/rights", "hand-coins", "tab rights"], ["/me", "folder", "tab stuff"]];

/** Exit is a link, so that it works before any script has come. */
export function Exit() {
  return (
    <a class="tool edged" href="/exit" aria-label={t("exit label")} onClick={(e) => { e.preventDefault(); e.stopPropagation(); void exit(); }}><Icon name="log-out" /><span>{t("exit")}</span></a>
  );
}

/** Back where there is somewhere to go back to; Help and Exit in the same corner on every screen. */
export function Bar({ back, help = true, children }: { back?: { href: string; label: string } | undefined; help?: boolean; children?: ComponentChildren }) {
  return (
    <header class="bar">
      {back && <a class="tool" href={back.href}><Icon name="chevron-left" /><span>{back.label}</span></a>}
      {children}<span class="grow" />
      {help && <a class="tool" href="/help"><Icon name="life-buoy" /><span>{t("help")}</span></a>}
      <Exit />
    </header>
  );
}

export function TabBar({ tab }: { tab: Tab }) {
  return (
    <nav class="tabbar" aria-label={t("main")}>
      {TABS.map(([href, icon, word]) => <a key={href} href={href} aria-current={href === tab ? "page" : undefined}><span class="ic"><Icon name={icon} />{href === "/messages" && unread.value > 0 && <span class="dot"><span class="vh">{t("unread")}</span>{Math.min(99, unread.value)}</span>}</span>{t(word)}</a>)}
    </nav>
  );
}

/** Says that there is no signal and how old the copy is; says when signal is back and the phone must be unlocked to send. */
function OfflineBar() {
  if (stage.value === "copy" && !offline.value) {
    return <div class="offline" role="status"><Icon name="lock" /><span>{t("back locked")}</span><button type="button" class="bar-btn" onClick={() => { forgetAll(); stage.value = "locked"; }}>{t("unlock")}</button></div>;
  }
  if (!offline.value) return null;
  return <div class="offline" role="status"><Icon name="wifi-off" /><span>{savedAt.value ? t("offline kept", { when: saved(savedAt.value) }) : t("offline")}</span></div>;
}

/** What was written and is not sent yet, in words; and what the server refused. */
function WaitingNote() {
  const refused = written.value.filter((w) => w.refused !== undefined), n = written.value.length - refused.length;
  return (
    <div role="status" class="waiting">
      {n > 0 && <div class="note"><Icon name="clock" /><div><p>{t(mayKeep() ? "waiting" : "waiting here", { n })}</p>{!offline.value && stage.value === "open" && <button type="button" class="btn quiet" onClick={() => void sendWaiting()}>{t("send now")}</button>}</div></div>}
      {refused.map((w) => (
        <div class="note ends" key={w.id}><Icon name="circle-alert" /><div><p>{t("refused")}</p>{typeof w.body["words"] === "string" && w.body["words"] && <p>“{w.body["words"]}”</p>}<button type="button" class="btn quiet" onClick={() => void letGo(w.id)}>{t("let go")}</button></div></div>
      ))}
    </div>
  );
}

function NewerBar() {
  return newer.value ? <div class="offline" role="status"><Icon name="refresh-cw" /><span>{t("newer")}</span><button type="button" class="bar-btn" onClick={takeNewer}>{t("newer go")}</button></div> : null;
}

let arrived = false;

// The browser knows the place only of what the document scrolls, and pages with tabs scroll within it.
const places = new Map<string, number>();

/** A page begins at its top; one come back to with Back stands where it was left. */
function usePlace() {
  const { path, wasPush } = useLocation() as ReturnType<typeof useLocation> & { wasPush: boolean }, box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const view = box.current;
    if (view) view.scrollTop = wasPush ? 0 : places.get(path) ?? 0;
    return () => { if (view) places.set(path, view.scrollTop); };
  }, [path]);
  return box;
}

type ScreenProps = { title: Title; tab?: Tab; back?: { href: string; label: string }; help?: boolean; top?: ComponentChildren; foot?: ComponentChildren; centred?: boolean; notes?: boolean; class?: string; children: ComponentChildren };

/**
 * One screen of the phone column: the way past the bar, the bar (or `top`, which holds one), what there is to say about the network, the page, the tabs.
 * With tabs, or another `foot`, the page scrolls above them, so that nothing it holds is ever half under a tab. On a change of page the title is set and the focus goes to the heading.
 */
export function Screen({ title, tab, back, help = true, top, foot, centred = false, notes = true, class: more = "", children }: ScreenProps) {
  const { path } = useLocation(), main = useRef<HTMLElement>(null), box = usePlace(), held = useRef<HTMLElement | null>(null);
  const toHeading = () => {
    const heading = held.current = document.querySelector<HTMLElement>(".app h1") ?? main.current;
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  };
  useEffect(() => { document.title = title; if (arrived) toHeading(); arrived = true; }, [path, title]);
  // The heading that stood while the page loaded is gone, and the focus with it: its successor has it.
  useEffect(() => { if (held.current?.isConnected === false && document.activeElement === document.body) toHeading(); });
  const view = (
    <>
      {top ?? <Bar back={back} help={help} />}
      <NewerBar /><OfflineBar />
      <main id="main" ref={main} tabIndex={-1} class={`${centred ? "centred" : ""} ${more}`}>{notes && <WaitingNote />}{children}</main>
    </>
  );
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); e.stopPropagation(); main.current?.focus(); }}>{t("skip")}</a>
      <div class="app">{tab || foot ? <div class="frame"><div class="view" ref={box}>{view}</div>{foot ?? <TabBar tab={tab!} />}</div> : view}</div>
    </>
  );
}
