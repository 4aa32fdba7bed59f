import { textErrors } from '../language/diagnose';
import type { Diagnostic } from '../language/document';
import type { RunTarget } from './ports';

/** Errors in the text of a request: what must not be sent, or would silently be left out. */
export function documentErrors({ document, request }: RunTarget): readonly Diagnostic[] {
  let errors = errorsByDocument.get(document);
  if (errors === undefined) {
    // The files that this one imports are read when it runs: whether a name is one of theirs is found out then.
    errors = textErrors(document).filter(({ code }) => code !== 'unknown-request');
    errorsByDocument.set(document, errors);
  }
  if (errors.length === 0) return errors;
  const { start, end } = request.span;
  return errors.filter(({ span }) => span.start >= start && span.start < end);
}

/** Kept with the document: a file of thousands is run one request at a time. */
const errorsByDocument = new WeakMap<RunTarget['document'], readonly Diagnostic[]>();
