/** Closes a `switch` over a union: reaching it is a defect, so it throws with the value that was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`Unreachable case: ${JSON.stringify(value)}`);
}
