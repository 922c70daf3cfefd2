import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    isFull: boolean;
  }
}

/** Whether what is long by nature is gone through whole: every moment, every fault (`npm run test:full`). */
export const isFull = inject("isFull");

/** All of them in a full run; else those that are chosen, of which there must be some. */
export function some<Item>(all: readonly Item[], isChosen: (item: Item, index: number) => boolean): Item[] {
  const chosen = all.filter((item, index) => isFull || isChosen(item, index));
  if (chosen.length === 0) {
    throw new Error("nothing is chosen");
  }
  return chosen;
}
