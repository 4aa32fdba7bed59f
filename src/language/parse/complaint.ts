import type { Span } from '../../base/span';
import type { Diagnostic } from '../document';

/** Something that keeps a request from being sent. */
export function error(span: Span, code: string, message: string): Diagnostic {
  return { span, severity: 'error', code, message };
}

/** Something that is sent, and probably not meant. */
export function warning(span: Span, code: string, message: string): Diagnostic {
  return { span, severity: 'warning', code, message };
}

/** Something worth knowing. */
export function information(span: Span, code: string, message: string): Diagnostic {
  return { span, severity: 'information', code, message };
}
