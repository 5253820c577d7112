import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";
import { Stop, type StopLook } from "./marks";

type RowProps = {
  title: ComponentChildren; sub?: ComponentChildren; href?: string; onClick?: () => unknown; icon?: IconName; stop?: StopLook; lead?: ComponentChildren; end?: ComponentChildren; chip?: ComponentChildren;
  children?: ComponentChildren; class?: string;
};

/** One row of a group: a link with an arrow, a button, or plain. */
export function Row({ title, sub, href, onClick, icon, stop, lead, end, chip, children, class: more = "" }: RowProps) {
  const inside = (
    <>
      {lead ?? (icon ? <Icon name={icon} class="lead-i" /> : stop ? <Stop look={stop} /> : null)}
      <span class="b">
        {chip ? <span class="with-chip"><b>{title}</b>{chip}</span> : <b>{title}</b>}
        {sub && <span class="sub">{sub}</span>}{children}
      </span>
      {end ?? (href ? <Icon name="chevron-right" class="chev" /> : null)}
    </>
  );
  if (href) return <a class={`row ${more}`} href={href}>{inside}</a>;
  if (onClick) return <button type="button" class={`row ${more}`} onClick={() => void onClick()}>{inside}</button>;
  return <div class={`row ${more}`}>{inside}</div>;
}

/** Rows on one surface, as a list. */
export function Rows({ children }: { children: ComponentChildren[] }) {
  return <ul class="group">{children.filter(Boolean).map((row, i) => <li key={i}>{row}</li>)}</ul>;
}

/** A section with its heading, and something small beside it. */
export function Section({ id, title, hidden = false, aside, children }: { id: string; title: string; hidden?: boolean; aside?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section aria-labelledby={id}>
      {hidden ? <h2 id={id} class="vh">{title}</h2> : <div class="head"><h2 id={id}>{title}</h2>{aside}</div>}
      {children}
    </section>
  );
}

/** Pairs of a word and what it is. Empty ones are left out. */
export function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
  return <dl class="facts">{rows.filter(([, what]) => what).map(([name, what]) => <><dt>{name}</dt><dd>{what}</dd></>)}</dl>;
}
