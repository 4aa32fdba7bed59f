import { authorizationCode, beginAuthorization, type Authorization } from '../../../auth/authorization';
import type { TokenProfile } from '../../../auth/tokenProfile';
import type { Clock } from '../../../http/ports';

/** What the page says that the browser ends on. `foreign`: the answer was not ours, and the sign-in goes on waiting. */
export type ReturnVerdict = 'signedIn' | 'refused' | 'foreign';

/** A place that the browser comes back to. */
export interface ReturnPlace {
  readonly redirectUri: string;
  readonly close: () => void;
}

/** The world of a sign-in. */
export interface SignInWorld {
  /** Opens the place; `returned` is called with each URL that comes there. A sentence when it cannot be opened. */
  readonly listen: (returned: (url: string) => ReturnVerdict) => Promise<ReturnPlace | { readonly message: string }>;
  /** Whether a browser was opened. */
  readonly open: (url: string) => Promise<boolean>;
  /** Tells a person how it stands, in one sentence. */
  readonly say: (message: string) => void;
  readonly clock: Clock;
}

/** A code that came back, with what redeems it; or one sentence on why there is none. `left`: the person gave it up. */
export type SignIn =
  | { readonly kind: 'code'; readonly code: string; readonly authorization: Authorization }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'left' };

/** How long a person may take in the browser; milliseconds. */
export const patience = 300_000;

/** Sends a person to the browser and waits until it comes back: with a code, a refusal, or not in time. */
export async function browserSignIn(
  profile: TokenProfile & { readonly authorizationUrl: string },
  world: SignInWorld,
  signal: AbortSignal,
): Promise<SignIn> {
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  let authorization: Authorization | undefined;
  let settle: (end: SignIn) => void = () => undefined;
  const came = new Promise<SignIn>((resolve) => (settle = resolve));
  const place = await world.listen((url) => {
    if (authorization === undefined) return 'foreign';
    const callback = authorizationCode(url, authorization);
    if (callback.kind === 'foreign') {
      world.say('An answer to another sign-in came and was not used. Waiting for yours.');
      return 'foreign';
    }
    settle(callback.kind === 'code' ? { ...callback, authorization } : { kind: 'refused', message: callback.message });
    return callback.kind === 'code' ? 'signedIn' : 'refused';
  });
  if ('message' in place) return { kind: 'refused', message: place.message };
  try {
    authorization = await beginAuthorization(profile, place.redirectUri);
    if (!(await world.open(authorization.url))) {
      world.say('No browser was opened. If you copied the address, open it in a browser of this machine.');
    }
    const late = world.clock.sleep(patience, ended).then((): SignIn => {
      if (signal.aborted) return { kind: 'left' };
      return { kind: 'refused', message: `Nobody signed in within ${patience / 60_000} min. Start it again.` };
    });
    return await Promise.race([came, late]);
  } finally {
    over.abort();
    place.close();
  }
}
