import type { Diagnostic } from '../../language/document';

/** What is said where a file imports one that leads back to it: nothing is lost, and nothing is stopped by it. */
export function importCircle(span: Diagnostic['span'], path: string): Diagnostic {
  const message = `${path} imports this file in turn. Each is read once, so nothing is lost; import in one direction, and each name has one place.`;
  return { span, severity: 'information', code: 'import-cycle', message };
}
