import type { Field } from '../http/message';

/** Whether a link stays at the server that the body came from, where a request can follow it, or leads elsewhere. */
export type LinkKind = 'api' | 'web';

/** A link with its absolute URL. */
export interface Link {
  readonly kind: LinkKind;
  readonly url: string;
}

/** What a text links to, seen from the URL that it came from; undefined when it is no http or https URL. */
export function linkOf(href: string, base: string): Link | undefined {
  if (!URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const isSameOrigin = URL.canParse(base) && new URL(base).origin === url.origin;
  return { kind: isSameOrigin ? 'api' : 'web', url: url.href };
}

/** A link of a Link field (RFC 8288) with what it is: `next`, `last`. */
export interface NamedLink extends Link {
  readonly relation: string;
}

const MAX_LINKS = 12;

/** The links of all Link fields (RFC 8288 §3), in order; one with several relations counts once. */
export function linkFields(fields: readonly Field[], base: string): readonly NamedLink[] {
  const values = fields.filter(({ name }) => name.toLowerCase() === 'link').map(({ value }) => value);
  const found: NamedLink[] = [];
  for (const value of values)
    for (const [, href = '', parameters = ''] of value.matchAll(
      /<([^<>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:"[^"]*"|[^\s;,]*))?)*)/gu,
    )) {
      const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]*))/iu.exec(parameters) ?? [];
      const link = linkOf(href, base);
      const relation = (quoted ?? bare ?? '').trim();
      if (link !== undefined && relation !== '' && found.length < MAX_LINKS) found.push({ ...link, relation });
    }
  return found;
}
