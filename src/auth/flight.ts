import type { TokenExchange, TokenResult, WaitObserver } from '../http/sendPorts';

/** Makes a token, telling `observe` of its waits. */
export type Renewal = (run: { readonly signal: AbortSignal; readonly observe: WaitObserver }) => Promise<TokenResult>;

/** One renewal that several callers wait for (rule AU4). It is given up only when all of them have cancelled; its exchanges are shown to one of them. */
export class Flight {
  readonly #observers = new Set<WaitObserver>();
  readonly #abort = new AbortController();
  readonly #result: Promise<TokenResult>;
  #waiting = 0;
  #isShown = false;

  constructor(renewal: Renewal) {
    this.#result = renewal({
      signal: this.#abort.signal,
      observe: (event) => {
        for (const observe of this.#observers) observe(event);
      },
    });
  }

  /** The result, or a refusal as soon as `signal` is aborted. */
  async join(signal: AbortSignal, observe: WaitObserver | undefined): Promise<TokenResult> {
    this.#waiting += 1;
    if (observe !== undefined) this.#observers.add(observe);
    const result = await this.#resultOr(signal);
    if (observe !== undefined) this.#observers.delete(observe);
    this.#waiting -= 1;
    if (this.#waiting === 0 && signal.aborted) this.#abort.abort();
    if (signal.aborted) return result;
    return { ...result, exchanges: this.#exchangesOf(result) };
  }

  #resultOr(signal: AbortSignal): Promise<TokenResult> {
    return new Promise((resolve, reject) => {
      const cancel = () => resolve(cancelled);
      if (signal.aborted) {
        cancel();
        return;
      }
      signal.addEventListener('abort', cancel, { once: true });
      this.#result.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
    });
  }

  #exchangesOf(result: TokenResult): readonly TokenExchange[] {
    if (this.#isShown) return [];
    this.#isShown = true;
    return result.exchanges;
  }
}

/** What a caller gets who has given up. */
export const cancelled: TokenResult = {
  kind: 'refused',
  needsLogin: false,
  message: 'Getting a token was cancelled.',
  warnings: [],
  exchanges: [],
};
