import type { CookieFate } from '../http/trace';
import type { ExchangeRecord, RunRecord } from '../run/record';
import type { CookiesView, ReceivedCookie } from './responseView';
import { hostOf } from './wording/address';
import type { Tone } from './wording/offer';

/** The cookies of every exchange, in order; undefined when none was sent or set. */
export function presentCookies({ exchanges }: RunRecord): CookiesView | undefined {
  const received = exchanges.flatMap(presentReceived);
  const sent = exchanges.flatMap(({ request }, place) =>
    valuesOf(request.fields, 'cookie')
      .flatMap((value) => value.split(';'))
      .filter((pair) => pair.trim() !== '')
      .map((pair) => ({ step: place + 1, ...pairOf(pair), host: hostOf(request.url) })),
  );
  return received.length + sent.length === 0 ? undefined : { received, sent };
}

function presentReceived({ request, response, cookies }: ExchangeRecord, place: number): readonly ReceivedCookie[] {
  return valuesOf(response?.fields ?? [], 'set-cookie').map((line, at) => {
    const [pair = '', ...rest] = line.split(';');
    const attributes = rest.map((text) => pairOf(text));
    const attribute = (name: string): string | undefined =>
      attributes.findLast((each) => each.name.toLowerCase() === name)?.value;
    const host = hostOf(request.url).replace(/:\d+$/u, '');
    const domain = attribute('domain')?.replace(/^\./u, '');
    return {
      step: place + 1,
      ...pairOf(pair),
      domain: domain === undefined || domain === '' ? `${host} only` : domain,
      path: attribute('path') ?? '',
      expires: expiryOf(attribute('max-age'), attribute('expires')),
      flags: flagsOf(attributes),
      ...wordFate(cookies?.[at]),
    };
  });
}

/** `a=b=c` is named `a`; a text without `=` is a name without value. */
function pairOf(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  return at < 0
    ? { name: text.trim(), value: '' }
    : { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

/** Max-Age wins over Expires (RFC 6265 §5.3). */
function expiryOf(maxAge: string | undefined, expires: string | undefined): string {
  if (maxAge !== undefined && /^-?\d+$/u.test(maxAge)) return Number(maxAge) <= 0 ? 'at once' : `after ${maxAge} s`;
  return expires === undefined || expires === '' ? 'with the session' : expires;
}

function flagsOf(attributes: readonly { readonly name: string; readonly value: string }[]): readonly string[] {
  return attributes.flatMap(({ name, value }) => {
    switch (name.toLowerCase()) {
      case 'secure':
        return ['Secure'];
      case 'httponly':
        return ['HttpOnly'];
      case 'partitioned':
        return ['Partitioned'];
      case 'samesite':
        return [`SameSite=${value}`];
      default:
        return [];
    }
  });
}

/** What the jar did, in words. */
function wordFate(fate: CookieFate | undefined): { readonly fate: string; readonly tone: Tone } {
  if (fate === undefined)
    return { fate: 'Not kept: no cookie jar is in use. `# @cookie-jar` uses one.', tone: 'neutral' };
  if (fate === 'kept') return { fate: 'Kept', tone: 'success' };
  if (fate === 'removed') return { fate: 'Removed, because it has expired', tone: 'information' };
  return { fate: `Not kept: ${refusals[fate]}`, tone: 'warning' };
}

const refusals: Readonly<Record<Exclude<CookieFate, 'kept' | 'removed'>, string>> = {
  malformed: 'it is no cookie.',
  'too-long': 'name and value are longer than 4,096 octets.',
  'other-domain': 'its Domain is not the host that set it.',
  'public-suffix': 'its Domain belongs to everybody.',
  prefix: 'it breaks what its name promises (`__Secure-`, `__Host-`).',
  insecure: 'it is Secure and came over http.',
  refused: 'it breaks a rule of RFC 6265.',
};

function valuesOf(fields: ExchangeRecord['request']['fields'], name: string): readonly string[] {
  return fields.filter((field) => field.name.toLowerCase() === name).map(({ value }) => value);
}
