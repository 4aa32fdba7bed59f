import type { SecretMarker } from '../../run/planRequest';

/** A text, or the name of the variable that holds a secret in its place. */
export type PrintedPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'octets'; readonly base64: string }
  | { readonly kind: 'secret'; readonly variable: string };

/** `it {M} is` with M for `TOKEN` as a text, a secret and a text. Empty for an empty text. */
export function textPieces(text: string, secrets: readonly SecretMarker[]): readonly PrintedPiece[] {
  return split(text, secrets, (piece) => ({ kind: 'text', text: piece }));
}

/** A body as text where it is UTF-8, else as octets in base64; secrets are found in both. */
export function bodyPieces(body: Uint8Array, secrets: readonly SecretMarker[]): readonly PrintedPiece[] {
  const text = utf8Text(body);
  if (text !== undefined) return textPieces(text, secrets);
  const binary = Array.from(body, (octet) => String.fromCharCode(octet)).join('');
  return split(binary, secrets, (piece) => ({ kind: 'octets', base64: btoa(piece) }));
}

function split(
  text: string,
  secrets: readonly SecretMarker[],
  print: (text: string) => PrintedPiece,
): readonly PrintedPiece[] {
  const [first, ...others] = secrets;
  if (first === undefined) return text === '' ? [] : [print(text)];
  return text
    .split(first.marker)
    .flatMap((piece, index) => [
      ...(index === 0 ? [] : [{ kind: 'secret', variable: first.variable } as const]),
      ...split(piece, others, print),
    ]);
}

/** Undefined when the octets are no UTF-8. */
export function utf8Text(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}
