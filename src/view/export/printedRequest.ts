import type { Field, RequestMessage } from '../../http/message';
import type { SecretMarker } from '../../run/planRequest';

/** A request to write as code; `body` undefined: none. */
export interface PrintedRequest {
  readonly message: RequestMessage;
  readonly body: Uint8Array | undefined;
  readonly secrets: readonly SecretMarker[];
}

/** Code that sends the same request, or one sentence on why there is none. */
export type PrintedCode =
  { readonly kind: 'code'; readonly text: string } | { readonly kind: 'impossible'; readonly message: string };

/** Fields that a program must name: it frames, decodes and finds the host by itself. */
export function ownFields({ fields }: RequestMessage): readonly Field[] {
  const implied = ['content-length', 'accept-encoding', 'host', 'connection', 'transfer-encoding'];
  return fields.filter(({ name }) => !implied.includes(name.toLowerCase()));
}

/** Fields by name in the case of the first, each with its values in order. */
export function fieldsByName(fields: readonly Field[]): readonly (readonly [string, readonly string[]])[] {
  const found = new Map<string, readonly [string, string[]]>();
  for (const { name, value } of fields) {
    const known = found.get(name.toLowerCase());
    if (known === undefined) found.set(name.toLowerCase(), [name, [value]]);
    else known[1].push(value);
  }
  return [...found.values()];
}

/** What stands between the values of a field that is sent as one line (RFC 9110 §5.3, RFC 6265 §5.4). */
export function separatorOf(name: string): string {
  return name.toLowerCase() === 'cookie' ? '; ' : ', ';
}

export function hasField({ fields }: RequestMessage, wanted: string): boolean {
  return fields.some(({ name }) => name.toLowerCase() === wanted);
}
