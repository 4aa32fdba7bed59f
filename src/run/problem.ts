import type { Span } from '../base/span';
import type { RequestDocument } from '../language/document';
import { placeIn } from './place';
import type { RecordDiagnostic } from './record';

/** A complaint found while running, before it has line and column. Errors keep the request from being sent. */
export interface Problem {
  readonly span: Span;
  readonly severity: RecordDiagnostic['severity'];
  readonly code: string;
  /** What, where it is not plain from the place, and what to do now; ends in a full stop. */
  readonly message: string;
}

/** An error at a place. */
export function problem(span: Span, code: string, message: string): Problem {
  return { span, severity: 'error', code, message };
}

/** The complaint with its place in the file. */
export function located(problem: Problem, document: RequestDocument): RecordDiagnostic {
  const { severity, code, message } = problem;
  return { ...placeIn(document, problem.span.start), severity, code, message };
}
