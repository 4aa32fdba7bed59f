import type { Span } from '../../base/span';
import { warning } from '../parse/complaint';
import type { BodyPiece, Diagnostic } from '../document';
import { boundaryOf } from '../parse/boundary';
import { bodyText } from './bodyText';

/** A multipart body against the boundary its Content-Type names (RFC 2046 §5.1). */
export function multipartRules(
  contentType: string | undefined,
  body: readonly BodyPiece[],
  place: Span,
): readonly Diagnostic[] {
  const text = bodyText({ body });
  if (contentType === undefined || !/^multipart\//i.test(contentType)) return mismatch(text, place);
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) {
    return [
      warning(
        place,
        'multipart-boundary',
        'A multipart Content-Type names its boundary: `multipart/mixed; boundary=part`.',
      ),
    ];
  }
  if (body.length === 1 && body[0]?.kind === 'file') return [];
  const lines = text.split('\n').map((line) => line.trimEnd());
  if (!lines.includes(`--${boundary}`)) {
    return [
      warning(place, 'multipart-mismatch', `No line of the body is --${boundary}, the boundary of the Content-Type.`),
    ];
  }
  if (lines.includes(`--${boundary}--`)) return [];
  return [warning(place, 'multipart-unclosed', `The last part is not closed. Add a line --${boundary}-- after it.`)];
}

function mismatch(text: string, place: Span): readonly Diagnostic[] {
  if (!/^--\S+[ \t]*\r?\n(?:[\w-]+:.*\r?\n)*Content-Disposition:/i.test(text)) return [];
  return [warning(place, 'multipart-mismatch', 'This is a multipart body, and the Content-Type does not say so.')];
}
