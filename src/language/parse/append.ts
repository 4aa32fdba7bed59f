/** Adds items to a list one by one: `push(...items)` puts them all on the stack, which noise of some hundred thousand items overflows. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
