import * as vscode from 'vscode';
import type { RequestDocument } from '../../language/document';
import type { VariableLine } from '../../language/edits/carryVariables';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
import type { FinishedRun } from '../send/runs';
import { isRefusal, isRequestId, targetOf } from '../send/target';
import { exists, nameIn } from './moveFiles';
import { changeFiles, openFile, type OpenedFile } from './openedFile';
import type { ViewDeps } from './viewDeps';

/**
 * Copies a request into a file that belongs to no workspace, with the values it names, and shows it there. A run of the history gives its request as it is in its
 * file, else as it was sent, masked.
 */
export async function saveRequest(
  { saved, environments }: ViewDeps,
  inputs: readonly unknown[],
): Promise<Refusal | undefined> {
  const source = await sourceOf(inputs);
  if (isRefusal(source)) return source;
  const { carriedVariables, parse } = await loadServices();
  const own = carriedVariables(source.document, [source.text], parse(''));
  const { layers } = await environments.scope(source.uri);
  const lines = [...(await environmentLines(layers.flat(), source, own)), ...own];
  const file = await savedFile(saved.folder, nameIn(source.uri), lines);
  if (isRefusal(file)) return file;
  const text = await withPaths(source, file.text.uri);
  const refusal = await changeFiles([{ file, edits: await editsOf(file, text, lines) }]);
  return refusal ?? show(file.text, text);
}

/** A request as it is copied, and the file whose variables it names. */
interface Source {
  readonly uri: vscode.Uri;
  readonly document: RequestDocument;
  readonly text: string;
}

async function sourceOf(inputs: readonly unknown[]): Promise<Source | Refusal> {
  const [first] = inputs;
  const run = isRun(first) ? first : undefined;
  const { blockText, parse } = await loadServices();
  const target = await targetOf(run === undefined ? inputs : [run.request]);
  if (!isRefusal(target)) {
    const { uri, document, keyed } = target;
    const block = document.blocks.find(({ request }) => request === keyed.request);
    return { uri, document, text: block === undefined ? '' : blockText(document, block) };
  }
  if (run === undefined || run.source === '') return target;
  const document = parse(run.source);
  const block = document.blocks.findLast(({ request }) => request !== undefined);
  return {
    uri: vscode.Uri.parse(run.request.uri),
    document,
    text: block === undefined ? run.source : blockText(document, block),
  };
}

function isRun(value: unknown): value is FinishedRun {
  return (
    typeof value === 'object' && value !== null && 'source' in value && 'request' in value && isRequestId(value.request)
  );
}

type Bindings = Awaited<ReturnType<ViewDeps['environments']['scope']>>['layers'][number];

/** Values of environment files that the request names, as variables; secrets stay where they are, and what the workbench itself gives is everywhere. */
async function environmentLines(
  bindings: Bindings,
  { text, document }: Source,
  own: readonly VariableLine[],
): Promise<readonly VariableLine[]> {
  const { namesIn } = await loadServices();
  const taken = new Set(document.blocks.flatMap(({ variables }) => variables.map(({ name }) => name)));
  const lines = new Map<string, VariableLine>();
  const look = (within: string): void => {
    for (const name of namesIn(within)) {
      const binding = bindings.find((each) => each.name === name);
      if (binding?.defined === undefined || taken.has(name) || lines.has(name)) continue;
      if (binding.isSecret || /[\r\n]/.test(binding.value)) continue;
      lines.set(name, { name, line: `@${name} = ${binding.value}` });
      look(binding.value);
    }
  };
  look([text, ...own.map(({ line }) => line)].join('\n'));
  return [...lines.values()];
}

/** The first saved file of this name, or of one with a number, in which none of these variables has another value. It is made when it is not there. */
async function savedFile(
  folder: vscode.Uri,
  name: string,
  lines: readonly VariableLine[],
): Promise<OpenedFile | Refusal> {
  const stem = name.replace(/\.\w+$/, '') || 'requests';
  for (let count = 1; ; count += 1) {
    const uri = vscode.Uri.joinPath(folder, `${stem}${count === 1 ? '' : ` ${count}`}.rcreq`);
    if (!(await exists(uri))) await vscode.workspace.fs.writeFile(uri, new Uint8Array());
    const file = await openFile(uri);
    if (isRefusal(file) || !contradicts(file.document, lines)) return file;
  }
}

function contradicts({ text, blocks }: RequestDocument, lines: readonly VariableLine[]): boolean {
  const wanted = new Map(lines.map(({ name, line }) => [name, line]));
  return blocks
    .flatMap(({ variables }) => variables)
    .some(({ name, span }) => wanted.has(name) && wanted.get(name) !== text.slice(span.start, span.end).trimEnd());
}

/** Files that the request names relative to its own, it names from its new place. */
async function withPaths({ uri, text }: Source, target: vscode.Uri): Promise<string> {
  if (uri.scheme !== target.scheme) return text;
  const { applyEdits, movePaths, parse } = await loadServices();
  return applyEdits(text, movePaths(parse(text), uri.path, [{ from: uri.path, to: target.path }]));
}

async function editsOf({ document }: OpenedFile, text: string, lines: readonly VariableLine[]) {
  const { insertBlocks, insertVariables } = await loadServices();
  const known = new Set(document.blocks.flatMap(({ variables }) => variables.map(({ name }) => name)));
  const fresh = lines.filter(({ name }) => !known.has(name)).map(({ line }) => line);
  if (document.text.trim() !== '')
    return [...insertVariables(document, fresh), ...insertBlocks(document, [text], undefined)];
  const head = fresh.length === 0 ? '' : `${fresh.join('\n')}\n\n`;
  return insertBlocks(document, [head + text], undefined);
}

async function show(text: vscode.TextDocument, block: string): Promise<undefined> {
  const editor = await vscode.window.showTextDocument(text);
  const at = text.positionAt(text.getText().lastIndexOf(block.slice(block.indexOf('###'))));
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
}
