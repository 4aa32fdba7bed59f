/** The name that a command was given: itself, or that of the tree item it was called on. */
export function nameOf(input: unknown): string | undefined {
  if (typeof input === 'string') return input;
  return typeof input === 'object' && input !== null && 'name' in input && typeof input.name === 'string'
    ? input.name
    : undefined;
}
