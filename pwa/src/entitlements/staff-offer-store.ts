import { signal } from "@preact/signals";
import { whenForgotten } from "../shared/forget";
import { Problem } from "../shared/http";
import { api, type Offer, type OfferLine, type OfferPreview } from "./staff-api";
import { TOPICS } from "./icons";
import type { Topic } from "./types";

/** The offer and the draft beside it; null before the first answer. */
export const offer = signal<Offer | null>(null);
export const offerFault = signal<unknown>(undefined);
/** Who would gain and lose by the draft; of an older draft until it is asked again. */
export const preview = signal<{ revision: number; of: OfferPreview } | null>(null);
export const previewFault = signal<unknown>(undefined);
whenForgotten(() => { offer.value = null; offerFault.value = undefined; preview.value = null; previewFault.value = undefined; });

export async function loadOffer(): Promise<void> {
  try { offer.value = await api.offer(); offerFault.value = undefined; } catch (wrong) { offerFault.value = wrong; }
}

const MOST_TRIES = 4;

/** What this draft would do. Counting takes a moment; while another counts it waits its turn. */
export async function loadPreview(revision: number): Promise<void> {
  if (preview.value?.revision === revision) return;
  previewFault.value = undefined;
  for (let tries = 1; ; tries++) {
    try { preview.value = { revision, of: await api.preview() }; return; } catch (wrong) {
      // One at a time is counted: somebody else looks at the draft right now.
      if (!(wrong instanceof Problem && wrong.type === "busy") || tries === MOST_TRIES) { previewFault.value = wrong; return; }
      await new Promise((done) => setTimeout(done, 1_000 * Number(wrong.body["wait_seconds"] ?? 2)));
    }
  }
}

async function then(done: Promise<unknown>): Promise<void> {
  // After a refusal as well: what is on screen may be older than the draft.
  try { await done; } finally { await loadOffer(); }
}

export const sendOffer = (why: string, from: string | null): Promise<void> => then(api.send(offer.value!.draft_revision, why, from));
export const takeBack = (): Promise<void> => then(api.takeBack(offer.value!.draft_revision));
export const publishOffer = (): Promise<void> => then(api.publish(offer.value!.draft_revision));
/** The lines of an earlier version become the draft; the one that is open goes. */
export const undoTo = (number: number): Promise<void> => then(api.undo(number, offer.value!.drafted ? offer.value!.draft_revision : null));
export const keepPots = (pots: Parameters<typeof api.setPots>[1]): Promise<void> => then(api.setPots(offer.value!.draft_revision, pots));
export const keepLaws = (laws: Parameters<typeof api.setLaws>[1]): Promise<void> => then(api.setLaws(offer.value!.draft_revision, laws));

export type Stage = "quiet" | "drafted" | "mine" | "second";

/** Where the draft stands for whoever looks: none, being written, sent and waiting for somebody else, or waiting for them. */
export const stageOf = (of: Pick<Offer, "drafted" | "sent_by" | "may_publish">): Stage => !of.drafted ? "quiet" : of.sent_by === null ? "drafted" : of.may_publish ? "second" : "mine";

/** Everything that must be mended before a draft may go on. */
export const faultsIn = (of: Pick<Offer, "lines" | "wrong">): number => of.wrong.length + of.lines.reduce((n, line) => n + line.wrong.length, 0);

export const SHOWS = ["all", "drafted", "again", "wrong"] as const;
export type Show = (typeof SHOWS)[number];

const plain = (words: string): string => words.toLocaleLowerCase("en-GB").normalize("NFD").replace(/\p{M}/gu, "");

/** The lines that are asked for, by topic in the order of the topics. `today` decides what is past its review day. */
export function linesBy(lines: readonly OfferLine[], show: Show, text: string, today: string): [Topic, OfferLine[]][] {
  const asked = plain(text).split(/\s+/).filter(Boolean);
  const fits = (line: OfferLine): boolean => (show === "all" || (show === "drafted" ? line.change !== "same" : show === "wrong" ? line.wrong.length > 0 : line.stale || line.review_by < today)) && asked.every((word) => plain(line.title).includes(word));
  return TOPICS.map((topic): [Topic, OfferLine[]] => [topic, lines.filter((line) => line.topic === topic && fits(line))]).filter(([, here]) => here.length > 0);
}

/** A name for a right of the council's own, made of its title; a number where that one stands already. */
export function nameFor(title: string, taken: readonly string[]): string {
  const bare = plain(title).replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "").slice(0, 34) || "line", first = bare.length < 2 ? `${bare}_line` : bare;
  for (let n = 1; ; n++) { const name = n === 1 ? first : `${first}_${n}`; if (!taken.includes(name)) return name; }
}
