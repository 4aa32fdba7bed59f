/** Work under way between two sides of a conversation, counted so that a test can wait until there is none. */
export class Activity {
  #begun = 0;
  #open = 0;

  /** How much work has begun so far. */
  get begun(): number {
    return this.#begun;
  }

  /** Counts this work until it ends, and gives it back. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.#begun += 1;
    this.#open += 1;
    try {
      return await work;
    } finally {
      this.#open -= 1;
    }
  }

  /** Resolves when no work is under way, and none follows at once from what has ended. */
  async idle(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#open > 0);
  }
}
