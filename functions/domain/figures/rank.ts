/**
 * The places of these by an order, best first: equal ones share a place and the next is left out (1, 2, 2, 4).
 *
 * @param compare below 0 where the left one is better, 0 where they are equal
 */
export function placesOf<Item>(
  items: readonly Item[],
  compare: (left: Item, right: Item) => number,
): Map<Item, number> {
  const places = new Map<Item, number>();
  let place = 0;
  let before: Item | undefined;
  for (const [index, item] of [...items].sort(compare).entries()) {
    if (before === undefined || compare(before, item) !== 0) place = index + 1;
    places.set(item, place);
    before = item;
  }
  return places;
}
