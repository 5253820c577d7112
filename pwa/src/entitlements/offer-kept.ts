import { keepWords, keptWords } from "../shared/keep/words";
import type { Offer } from "./offer-marks";

const NAME = "offer", SHAPE = "1";

/** What this phone has of the offer, or null. */
export const keptOffer = (): Promise<Offer | null> => keptWords<Offer>(NAME, SHAPE);

/** Keeps it. */
export const keepOffer = (now: Offer): Promise<void> => keepWords(NAME, SHAPE, now);
