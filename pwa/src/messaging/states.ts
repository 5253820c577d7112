import type { Unsent } from "../shared/keep/outbox";
import type { About, FileKind, Marks, Message, MessageFile } from "./api";

/** sending: on its way · waiting: on this phone only · failed: refused · sent: the server keeps it · delivered · read */
export type State = "sending" | "waiting" | "failed" | "sent" | "delivered" | "read";

/** A file that is still only here; its bytes wait with the message of this id. */
export type LocalFile = { waits: string; kind: FileKind; name: string; size: number; seconds: number | null };
export type Line = { id: string; mine: boolean; author: string; words: string; about: About | null; file: MessageFile | LocalFile | null; at: string; state: State | null; refused?: { status: number; why: string } };

/** How far one of mine has got. Never more than the marks say. */
export const stateOf = (seq: number, marks: Marks): State => seq <= marks.read ? "read" : seq <= marks.delivered ? "delivered" : "sent";

const kindOf = (path: string): FileKind => (/[?&]kind=(\w+)/.exec(path)?.[1] ?? "pdf") as FileKind;

function waitingLine(w: Unsent, reached: boolean): Line {
  const { words = "", about = null, file = null } = w.body as { words?: string; about?: About | null; file?: { name: string } | null };
  return {
    id: w.id, mine: true, author: "", words, about, at: new Date(w.at).toISOString(), state: w.refused !== undefined ? "failed" : reached ? "sending" : "waiting",
    file: w.file ? { waits: w.id, kind: kindOf(w.file.path), name: file?.name ?? "", size: w.file.size, seconds: w.file.seconds } : null,
    ...(w.refused === undefined ? {} : { refused: { status: w.refused, why: w.why ?? "" } }),
  };
}

/**
 * Everything a thread shows, oldest first: what the server has in its order, then what waits here in the order written.
 * Each id once: what the server has does not wait any more. `reached`: as far as we know there is signal.
 */
export function linesOf(messages: Message[], waiting: Unsent[], marks: Marks, reached: boolean): Line[] {
  const known = new Set(messages.map((m) => m.id));
  return [
    ...messages.map((m): Line => ({ id: m.id, mine: m.mine, author: m.author, words: m.words, about: m.about, file: m.file, at: m.sent_at, state: m.mine ? stateOf(m.seq, marks) : null })),
    ...waiting.filter((w) => !known.has(w.id)).map((w) => waitingLine(w, reached)),
  ];
}

/** The last of these; Chrome 90 has no at(). */
export const lastOf = <T>(all: readonly T[]): T | undefined => all[all.length - 1];

/** Two lists of messages as one: each once, by number. Pages that do not meet are not laid side by side: then only the newer one is kept. */
export function merged(had: Message[], page: Message[]): { all: Message[]; whole: boolean } {
  const first = page[0]?.seq ?? 0, last = lastOf(page)?.seq ?? 0, hadLast = lastOf(had)?.seq ?? 0;
  const whole = !had.length || !page.length || (first <= hadLast + 1 && had[0]!.seq <= last + 1), newer = last > hadLast ? page : had;
  const by = new Map((whole ? [...had, ...page] : newer).map((m) => [m.id, m]));
  return { all: [...by.values()].sort((a, b) => a.seq - b.seq), whole };
}

/** "84 KB", or "1.2 MB". */
export const sizeWords = (bytes: number): string => bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** "0:07". */
export const lengthWords = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
