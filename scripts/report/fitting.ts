/**
 * The first items, as many as there is room for.
 * @param sizeOf what one takes
 */
export function fitting<T>(items: readonly T[], room: number, sizeOf: (item: T) => number): readonly T[] {
  let taken = 0;
  for (const [index, item] of items.entries()) {
    taken += sizeOf(item);
    if (taken > room) return items.slice(0, index);
  }
  return items;
}
