import * as vscode from 'vscode';
import { convert, type Conversion } from '../../language/convert/convert';
import { languageId } from '../documents';
import type { Refusal } from '../guarded';
import { freeName } from '../workspaceFiles';
import { rangeOf } from './places';

/** Writes files of other clients as request files beside them, and marks there what differs. */
export class FileConverter implements vscode.Disposable {
  readonly #remarks = vscode.languages.createDiagnosticCollection('rcreq-conversion');
  readonly #subscriptions = vscode.Disposable.from(
    this.#remarks,
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#remarks.delete(uri)),
    vscode.workspace.onDidChangeTextDocument((event) => this.#move(event)),
  );

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Converts the file that a menu names, else that of the editor. Nothing that is there is written over. */
  async convert(resource: unknown): Promise<Refusal | undefined> {
    const uri = resource instanceof vscode.Uri ? resource : vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) return { message: 'There is no file to convert. Open a .http or .rest file first.' };
    const foreign = await vscode.workspace.openTextDocument(uri);
    const conversion = convert(foreign.getText());
    const text = await newDocument(uri, conversion.text);
    this.#remarks.set(
      text.uri,
      conversion.remarks.map((remark) => diagnosticOf(text, remark)),
    );
    await vscode.window.showTextDocument(text, { preview: false });
    const open = conversion.remarks.filter(({ kind }) => kind === 'open').length;
    if (open === 0) return undefined;
    const lines = open === 1 ? 'One line needs' : `${open} lines need`;
    return {
      message: `${nameOf(uri)} is a request file now. ${lines} a look, because they say what is not done here.`,
      button: { title: 'Show Problems', command: 'workbench.actions.view.problems' },
    };
  }

  /** A remark goes with its line, and ends when the line is changed. */
  #move({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const { uri } = document;
    const known = this.#remarks.get(uri) ?? [];
    if (known.length === 0 || contentChanges.length === 0) return;
    const moved = contentChanges.reduce<readonly vscode.Diagnostic[]>(
      (remarks, { range, text }) => remarks.flatMap((remark) => movedRemark(remark, range, text)),
      known,
    );
    this.#remarks.set(uri, moved);
  }
}

/** What the remarks are from, as the list of problems shows it. */
const source = 'conversion';

function movedRemark(remark: vscode.Diagnostic, range: vscode.Range, text: string): readonly vscode.Diagnostic[] {
  if (remark.range.end.isBefore(range.start)) return [remark];
  if (remark.range.intersection(range) !== undefined && remark.range.start.line >= range.start.line) {
    const isAbove = range.end.isBeforeOrEqual(remark.range.start) && range.end.character === 0;
    if (!isAbove) return [];
  }
  const lines = text.split('\n').length - 1 - (range.end.line - range.start.line);
  const { start, end } = remark.range;
  const moved = new vscode.Diagnostic(
    new vscode.Range(start.translate(lines), end.translate(lines)),
    remark.message,
    remark.severity,
  );
  moved.source = source;
  return [moved];
}

function diagnosticOf(text: vscode.TextDocument, remark: Conversion['remarks'][number]): vscode.Diagnostic {
  const { target, kind, what, advice } = remark;
  const severity = kind === 'open' ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Information;
  const diagnostic = new vscode.Diagnostic(rangeOf(text, target), `${what}: ${advice}`, severity);
  diagnostic.source = source;
  return diagnostic;
}

/** `users.rcreq` beside `users.http`; a text that nobody saved, or a folder that cannot be written to, gives one that is not saved either. */
async function newDocument(from: vscode.Uri, content: string): Promise<vscode.TextDocument> {
  const unsaved = (): Thenable<vscode.TextDocument> =>
    vscode.workspace.openTextDocument({ language: languageId, content });
  if (from.scheme === 'untitled') return unsaved();
  const uri = await freeName(from.with({ path: `${from.path.replace(/\.\w+$/, '')}.rcreq` }));
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  } catch {
    return unsaved();
  }
  return vscode.workspace.openTextDocument(uri);
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
