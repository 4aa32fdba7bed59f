import type { TokenSet } from './tokenProfile';

/** What a person pasted, or one sentence on what is wrong with it. */
export type Pasted =
  { readonly kind: 'tokens'; readonly tokens: TokenSet } | { readonly kind: 'unusable'; readonly message: string };

/**
 * Reads a token however it was copied: bare, after `Bearer` or `Authorization:`, in quotes, or as the JSON answer of a token endpoint
 * (RFC 6749 §5.1), counted from now. A JWT says itself when it ends (RFC 7519 §4.1.4). `now` is milliseconds.
 */
export function pastedToken(text: string, now: number): Pasted {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return fromAnswer(trimmed, now);
  const token = trimmed
    .replace(/^["']+|["',;]+$/g, '')
    .replace(/^authorization\s*:\s*/i, '')
    .replace(/^bearer(?:\s+|$)/i, '')
    .trim();
  if (token === '') return unusable('There is no token in this.');
  if (/^basic\s/i.test(token))
    return unusable('This is a user name with a password, not a token. Type it as Authorization.');
  if (!/^[\x21-\x7e]+$/.test(token)) return unusable('A token has no blanks and only ASCII characters.');
  return { kind: 'tokens', tokens: { accessToken: token, ...lifeOf(token) } };
}

function fromAnswer(text: string, now: number): Pasted {
  const answer = jsonObject(text);
  if (answer === undefined) return unusable('This begins like JSON and is none.');
  const { access_token: token, refresh_token: refreshToken, scope, owner_id: owner } = answer;
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    return unusable('The JSON has no access_token.');
  }
  const tokens = {
    ...lifeOf(token),
    obtainedAt: new Date(now).toISOString(),
    ...end('expiresAt', answer['expires_in'], now),
    ...end('refreshExpiresAt', answer['refresh_token_expires_in'] ?? answer['refresh_expires_in'], now),
    ...(typeof refreshToken === 'string' && refreshToken !== '' ? { refreshToken } : {}),
    ...(typeof scope === 'string' && scope !== '' ? { scope } : {}),
    ...(typeof owner === 'string' && owner !== '' ? { owner } : {}),
  };
  return { kind: 'tokens', tokens: { ...tokens, accessToken: token } };
}

/** What the claims of a JWT tell. They are not checked: the server does that. */
function lifeOf(token: string): Partial<TokenSet> {
  const [, payload, signature] = token.split('.');
  const claims = payload === undefined || signature === undefined ? undefined : jsonObject(decoded(payload));
  if (claims === undefined) return {};
  const { exp, iat, sub, scope } = claims;
  return {
    ...instant('expiresAt', exp),
    ...instant('obtainedAt', iat),
    ...(typeof scope === 'string' && scope !== '' ? { scope } : {}),
    ...(typeof sub === 'string' && sub !== '' ? { owner: sub } : {}),
  };
}

/** The latest time that a Date can hold; milliseconds. */
const latest = 8_640_000_000_000_000;

function instant(name: 'expiresAt' | 'refreshExpiresAt' | 'obtainedAt', seconds: unknown): Partial<TokenSet> {
  if (typeof seconds !== 'number' || !(seconds >= 0)) return {};
  const time = new Date(Math.min(seconds * 1000, latest)).toISOString();
  return { [name]: time };
}

function end(name: 'expiresAt' | 'refreshExpiresAt', seconds: unknown, now: number): Partial<TokenSet> {
  const life = typeof seconds === 'string' && /^\d+$/.test(seconds) ? Number(seconds) : seconds;
  return typeof life === 'number' && life >= 0 ? instant(name, now / 1000 + life) : {};
}

function decoded(base64Url: string): string {
  try {
    const binary = atob(base64Url.replace(/-/g, '+').replace(/_/g, '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function unusable(message: string): Pasted {
  return { kind: 'unusable', message };
}
