import { parseUrl } from '../../base/parseUrl';
import { fieldText } from '../fields';

/** Where a redirect leads (rule RD5): absolute, without user info; `fragment` as the Location gave it, undefined when it gave none. */
export type Location =
  | {
      readonly kind: 'target';
      readonly url: URL;
      readonly fragment: string | undefined;
      readonly hadUserInfo: boolean;
    }
  | { readonly kind: 'missing' | 'ambiguous' | 'invalid' | 'notHttp' };

/** Resolves Location against the URL that answered (rule RD5; RFC 9110 §10.2.2). An empty one counts as missing. */
export function resolveLocation(values: readonly string[], base: string): Location {
  if (values.length > 1) return { kind: 'ambiguous' };
  const value = fieldText(values[0]?.trim() ?? '');
  if (value === '') return { kind: 'missing' };
  if (hasControl(value)) return { kind: 'invalid' };
  const url = parseUrl(value, base);
  if (url === undefined) return { kind: 'invalid' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'notHttp' };
  const hadUserInfo = url.username !== '' || url.password !== '';
  url.username = '';
  url.password = '';
  const fragment = value.includes('#') ? url.hash : undefined;
  url.hash = '';
  return { kind: 'target', url, fragment, hadUserInfo };
}

/** URL parsers leave line breaks out without a word, and what is left may lead elsewhere. */
function hasControl(value: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[\u0000-\u001f\u007f]/.test(value);
}
