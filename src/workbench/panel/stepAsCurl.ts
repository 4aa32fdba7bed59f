import type { ExchangeRecord } from '../../run/record';
import { curlCommand } from '../../view/export/curlCommand';
import type { SecretMarker } from '../../run/planRequest';

/** What stands in a record where a secret stood. */
const mask = '***';

/** The request of one exchange as it left, as a cURL command with shell variables where secrets stood. Undefined when its body is not known whole. */
export function stepAsCurl({ request }: ExchangeRecord): string | undefined {
  const { method, url, fields, bodyText, bodySize, httpVersion } = request;
  const secrets: SecretMarker[] = [];
  const unmasked = (text: string, name: string): string =>
    text.split(mask).reduce((joined, piece) => joined + standIn(secrets, name) + piece);
  if (bodySize > 0 && !isWhole(request)) return undefined;
  const message = {
    method,
    url: unmasked(url, 'SECRET'),
    fields: fields.map(({ name, value }) => ({ name, value: unmasked(value, name) })),
    content: undefined,
    httpVersion: httpVersion === '2' ? ('2' as const) : ('1.1' as const),
  };
  const octets = bodySize === 0 ? undefined : new TextEncoder().encode(unmasked(bodyText ?? '', 'SECRET'));
  return curlCommand(message, octets, secrets);
}

/** A record keeps 65,536 characters; where a secret was masked, its length says nothing. */
function isWhole({ bodyText, bodySize }: ExchangeRecord['request']): boolean {
  if (bodyText === undefined || bodyText.length >= 65_536) return false;
  return bodyText.includes(mask) || new TextEncoder().encode(bodyText).length === bodySize;
}

/** One text for each name, so that the same variable stands wherever the same field did. */
function standIn(secrets: SecretMarker[], name: string): string {
  const variable = name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  const known = secrets.find((secret) => secret.variable === variable);
  if (known !== undefined) return known.marker;
  const marker = `\u0001${secrets.length}\u0001`;
  secrets.push({ marker, variable });
  return marker;
}
