import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import type { Diagnostic } from '../../language/document';
import { languageId } from '../documents';
import { namedFileDiagnostics } from './namedFiles';
import { rangeOf } from './places';
import { readRequestText, type LanguageSources } from './requestText';

/** Milliseconds after the last key before a file is looked at again. */
const delay = 250;

/** What is wrong in the open request files, looked for again after each change of text, environment or profile. */
export function registerDiagnostics(sources: LanguageSources): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(languageId);
  const timers = new Map<vscode.TextDocument, NodeJS.Timeout>();
  const schedule = (text: vscode.TextDocument, wait = delay): void => {
    if (text.languageId !== languageId) return;
    clearTimeout(timers.get(text));
    timers.set(
      text,
      setTimeout(() => void diagnoseText(sources, text, collection), wait),
    );
  };
  const forget = (text: vscode.TextDocument): void => {
    clearTimeout(timers.get(text));
    timers.delete(text);
    collection.delete(text.uri);
  };
  const all = (): void => vscode.workspace.textDocuments.forEach((text) => schedule(text));
  vscode.workspace.textDocuments.forEach((text) => schedule(text, 0));
  return vscode.Disposable.from(
    collection,
    { dispose: () => timers.forEach(clearTimeout) },
    vscode.workspace.onDidOpenTextDocument((text) => schedule(text, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => schedule(document)),
    vscode.workspace.onDidCloseTextDocument(forget),
    vscode.workspace.onDidCreateFiles(all),
    vscode.workspace.onDidDeleteFiles(all),
    vscode.workspace.onDidRenameFiles(all),
    sources.environments.onDidChange(all),
    sources.tokens.onDidChange(all),
  );
}

async function diagnoseText(
  sources: LanguageSources,
  text: vscode.TextDocument,
  collection: vscode.DiagnosticCollection,
): Promise<void> {
  const { version } = text;
  const { services, document, context, circles } = await readRequestText(sources, text);
  const ofFiles = await namedFileDiagnostics(text.uri, document, circles);
  if (text.isClosed || text.version !== version) return;
  const found = [...services.diagnose(document, context), ...ofFiles];
  collection.set(
    text.uri,
    found.map((diagnostic) => shown(text, diagnostic)),
  );
}

function shown(text: vscode.TextDocument, { span, severity, code, message }: Diagnostic): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(text, span), message, severityOf(severity));
  diagnostic.code = code;
  diagnostic.source = 'rcreq';
  return diagnostic;
}

function severityOf(severity: Diagnostic['severity']): vscode.DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return vscode.DiagnosticSeverity.Error;
    case 'warning':
      return vscode.DiagnosticSeverity.Warning;
    case 'information':
      return vscode.DiagnosticSeverity.Information;
    default:
      return assertNever(severity);
  }
}
