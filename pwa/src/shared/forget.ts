import { batch } from "@preact/signals";

const stores: (() => void)[] = [];

/** A store says how it empties itself. */
export function whenForgotten(empty: () => void): void { stores.push(empty); }

/** Empties every store: nothing personal is left in memory for the next person at this screen. */
export function forgetAll(): void { batch(() => { for (const empty of stores) empty(); }); }
