/** The id of the run that a command was given: itself, or that of the item of the History view it was called on. */
export function runIdOf(input: unknown): string | undefined {
  if (typeof input === 'string') return input;
  const run = memberOf(input, 'run');
  const id = memberOf(run, 'id');
  return typeof id === 'string' ? id : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
