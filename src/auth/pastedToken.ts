import { instant, isBearerToken, jsonObject, member, tokensIn } from './tokenBody';
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
  if (!isBearerToken(token)) return unusable('A token has no blanks and only ASCII characters.');
  return { kind: 'tokens', tokens: { accessToken: token, ...lifeOf(token) } };
}

function fromAnswer(text: string, now: number): Pasted {
  const answer = jsonObject(text);
  if (answer === undefined) return unusable('This begins like JSON and is none.');
  const tokens = tokensIn(answer, now);
  if (tokens === undefined) return unusable('The JSON has no access_token.');
  return { kind: 'tokens', tokens: { ...lifeOf(tokens.accessToken), ...tokens } };
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
    ...member('scope', scope),
    ...member('owner', sub),
  };
}

function decoded(base64Url: string): string {
  try {
    const binary = atob(base64Url.replace(/-/g, '+').replace(/_/g, '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}

function unusable(message: string): Pasted {
  return { kind: 'unusable', message };
}
