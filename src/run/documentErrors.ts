import { emptyContext } from '../language/context';
import { allDiagnostics } from '../language/diagnose';
import type { Diagnostic } from '../language/document';
import type { RunTarget } from './ports';

/** What a run finds out itself, with all that it knows beside the text. */
const foundByRunning = new Set([
  'unknown-variable',
  'unknown-dynamic-value',
  'variable-cycle',
  'unknown-request',
  'request-cycle',
  'xpath-reference',
]);

/** Errors in the text of a request: what must not be sent, or would silently be left out. */
export function documentErrors({ document, request }: RunTarget): readonly Diagnostic[] {
  let errors = errorsByDocument.get(document);
  if (errors === undefined) {
    errors = allDiagnostics(document, emptyContext).filter(
      ({ severity, code }) => severity === 'error' && !foundByRunning.has(code),
    );
    errorsByDocument.set(document, errors);
  }
  const { start, end } = request.span;
  return errors.filter(({ span }) => span.start >= start && span.start < end);
}

/** Kept with the document: a file of thousands is run one request at a time. */
const errorsByDocument = new WeakMap<RunTarget['document'], readonly Diagnostic[]>();
