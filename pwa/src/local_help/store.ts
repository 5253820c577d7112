import { signal } from "@preact/signals";
import { keepWords, keptWords } from "../shared/keep/words";
import { fetchServices, type Services } from "./api";

const NAME = "near", SHAPE = "1";

/** Every service near by; null until this phone has them. They are no secret and stay. */
export const services = signal<Services | null>(null);
/** What the last try threw. With services there it only means that they may be old. */
export const servicesFault = signal<unknown>(undefined);

let running: Promise<void> | undefined;

async function loadNow(): Promise<void> {
  services.value ??= await keptWords<Services>(NAME, SHAPE);
  try {
    const fresh = await fetchServices();
    servicesFault.value = undefined;
    if (fresh.hash === services.value?.hash) return;
    services.value = fresh;
    await keepWords(NAME, SHAPE, fresh);
  } catch (wrong) { servicesFault.value = wrong; }
}

/** Shows what this phone has at once, then asks the server. */
export const loadServices = (): Promise<void> => running ??= loadNow().finally(() => { running = undefined; });
