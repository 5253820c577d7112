import { signal } from "@preact/signals";
import { fetchLines, fetchMarks } from "./api";
import { keepOffer, keptOffer } from "./offer-kept";
import { changed, merged, type Offer } from "./offer-marks";

/** A day in ms: how long the kept words are used without asking again, while nobody looks at them. */
const FRESH = 86_400_000;

/** The council's whole offer in public words; null until this phone has them. They are no secret and stay. */
export const offer = signal<Offer | null>(null);
/** What the last try threw, when there is nothing to show instead. */
export const offerFault = signal<unknown>(undefined);

let running: Promise<void> | undefined;

async function loadNow(mark: string | undefined): Promise<void> {
  offer.value ??= await keptOffer();
  if (mark && offer.value?.hash === mark) return;
  try {
    const list = await fetchMarks(), had = offer.value?.rights ?? [], ask = changed(list.lines, had);
    const fresh = ask.length ? await fetchLines(ask) : [];
    offer.value = { ...merged(list, had, fresh), at: Date.now() };
    offerFault.value = undefined;
    await keepOffer(offer.value);
  } catch (wrong) { if (!offer.value) offerFault.value = wrong; }
}

/** Shows what this phone has at once, then asks which lines are new and gets only those. With the right `mark` nothing is asked. */
export const loadOffer = (mark?: string): Promise<void> => running ??= loadNow(mark).finally(() => { running = undefined; });

/** Has the words ready for a day without signal. Asks once a day at most. */
export async function keepReady(): Promise<void> {
  offer.value ??= await keptOffer();
  if (!offer.value || Date.now() - offer.value.at > FRESH) await loadOffer();
}
