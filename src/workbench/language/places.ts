import * as vscode from 'vscode';
import type { Span } from '../../base/span';

/** The range of a span in an open text. */
export function rangeOf(text: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(text.positionAt(start), text.positionAt(end));
}
