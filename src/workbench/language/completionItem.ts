import * as vscode from 'vscode';
import type { Completion } from '../../language/completion';
import { rangeOf } from './places';

/** A completion as VS Code lists it; `index` keeps the order in which they were found. */
export function completionItem(
  text: vscode.TextDocument,
  completion: Completion,
  index: number,
): vscode.CompletionItem {
  const { label, kind, detail, documentation, insertText, replaces } = completion;
  const item = new vscode.CompletionItem({ label, description: detail }, kinds[kind]);
  item.range = rangeOf(text, replaces);
  item.insertText = insertText;
  item.sortText = String(index).padStart(5, '0');
  item.filterText = text.getText(item.range).startsWith('{{') ? `{{${label}` : label;
  if (documentation !== '') item.documentation = documentation;
  return item;
}

const kinds: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  method: vscode.CompletionItemKind.Method,
  field: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.Value,
  directive: vscode.CompletionItemKind.Keyword,
  variable: vscode.CompletionItemKind.Variable,
  dynamic: vscode.CompletionItemKind.Function,
  request: vscode.CompletionItemKind.Reference,
  profile: vscode.CompletionItemKind.User,
  subject: vscode.CompletionItemKind.Property,
  operator: vscode.CompletionItemKind.Operator,
  url: vscode.CompletionItemKind.Unit,
};
