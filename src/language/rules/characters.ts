import { warning } from '../parse/complaint';
import type { Diagnostic, RequestDocument } from '../document';
import { requestsOf } from '../names/references';

/** The mark a reader leaves where octets mean no character, and halves of pairs, which no encoding can send. */
const lost = /(?:\ufffd|\p{Surrogate})+/gu;

/** Characters in requests that were lost before anybody could send them. */
export function characterRules(document: RequestDocument): readonly Diagnostic[] {
  const { text } = document;
  if (text.search(lost) < 0) return [];
  return requestsOf(document).flatMap(({ span }) =>
    [...text.slice(span.start, span.end).matchAll(lost)].map(({ index, 0: { length } }) => {
      const start = span.start + index;
      return warning({ start, end: start + length }, 'lost-character', message);
    }),
  );
}

const message =
  'No character stands here: octets that are no UTF-8, or half of a pair. U+FFFD is sent. Save the file in UTF-8, and type the character again.';
