/**
 * Waits until something holds that the window does in its own time, and gives it: what is in sight, the extension host hears of a moment later. The test's own
 * limit ends a wait in vain.
 */
export async function until<Value>(
  ask: () => Value | false | undefined | Promise<Value | false | undefined>,
): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
