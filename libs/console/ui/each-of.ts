import { Fault } from '../api/fault.js';

/** Enough to be quick, and few enough that other requests of the page get through. */
const AT_A_TIME = 3;

/** What became of one of many; without a fault, it was done. */
export interface Outcome<Item> {
  item: Item;
  fault?: Fault;
}

interface EachOptions<Item> {
  /** Told of each as soon as it is known. */
  onOutcome: (outcome: Outcome<Item>) => void;
  /** Once true, nothing more is begun. */
  isStopped: () => boolean;
}

/** Does the same to many things, a few at a time; what fails keeps none of the others from being done. */
export async function eachOf<Item>(
  items: Item[],
  work: (item: Item) => Promise<unknown>,
  { onOutcome, isStopped }: EachOptions<Item>,
): Promise<void> {
  const waiting = [...items];
  const goOn = async () => {
    while (waiting.length > 0 && !isStopped()) {
      const [item] = waiting.splice(0, 1) as [Item];
      const fault = await work(item).then(
        () => undefined,
        (error: unknown) => Fault.of(error),
      );
      onOutcome({ item, ...(fault && { fault }) });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, goOn));
}
