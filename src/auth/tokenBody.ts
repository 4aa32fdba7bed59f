import type { TokenSet } from './tokenProfile';

/** The tokens in the JSON of a token answer (RFC 6749 §5.1), their ends counted from `now`, in milliseconds; undefined when there is no usable access token. */
export function tokensIn(body: Readonly<Record<string, unknown>>, now: number): TokenSet | undefined {
  const { access_token: accessToken, refresh_token: refreshToken, scope, owner_id: owner } = body;
  if (typeof accessToken !== 'string' || !isBearerToken(accessToken)) return undefined;
  return {
    accessToken,
    obtainedAt: new Date(now).toISOString(),
    ...(typeof refreshToken === 'string' ? member('refreshToken', refreshToken) : {}),
    ...later('expiresAt', body['expires_in'], now),
    ...later('refreshExpiresAt', body['refresh_token_expires_in'] ?? body['refresh_expires_in'], now),
    ...member('scope', scope),
    ...member('owner', owner),
  };
}

/** What a field value can carry: visible ASCII (RFC 6750 §2.1 allows less). */
export function isBearerToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** The members of a JSON object; undefined when the text is none. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** The latest time that a Date can hold; milliseconds. */
const latest = 8_640_000_000_000_000;

/** A time in seconds since the epoch as a member of a token set; none when it is no such time. */
export function instant(name: 'expiresAt' | 'refreshExpiresAt' | 'obtainedAt', seconds: unknown): Partial<TokenSet> {
  if (typeof seconds !== 'number' || !(seconds >= 0)) return {};
  return { [name]: new Date(Math.min(seconds * 1000, latest)).toISOString() };
}

function later(name: 'expiresAt' | 'refreshExpiresAt', seconds: unknown, now: number): Partial<TokenSet> {
  const life = typeof seconds === 'string' && /^\d+$/.test(seconds) ? Number(seconds) : seconds;
  return typeof life === 'number' && life >= 0 ? instant(name, now / 1000 + life) : {};
}

/** A text as a member of a token set, or a number as one; none when there is none, or an empty one. */
export function member(name: 'refreshToken' | 'scope' | 'owner', value: unknown): Partial<TokenSet> {
  const given = typeof value === 'number' ? String(value) : value;
  return typeof given === 'string' && given !== '' ? { [name]: given } : {};
}
