import * as vscode from 'vscode';
import type { Location } from '../../language/navigation';
import { languageId, parsedDocument, readRequestFile } from '../documents';
import { loadServices } from '../loaded';
import { resolvePath } from '../workspaceFiles';
import { rangeOf } from './places';
import { readRequestText, type LanguageSources, type RequestText } from './requestText';

/** Going from names to their definitions and uses, renaming them, and following paths to files. */
export function registerNavigation(sources: LanguageSources): vscode.Disposable {
  const selector = { language: languageId };
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(selector, {
      provideDefinition: async (text, position) => {
        const read = await readRequestText(sources, text);
        const offset = text.offsetAt(position);
        const found = read.services.definitions(read.document, offset, read.context);
        return found.length > 0 ? locations(read, text, found) : environmentPlace(sources, read, { text, offset });
      },
    }),
    vscode.languages.registerReferenceProvider(selector, {
      provideReferences: async (text, position) => {
        const read = await readRequestText(sources, text);
        return locations(
          read,
          text,
          read.services.findReferences(read.document, text.offsetAt(position), read.context),
        );
      },
    }),
    vscode.languages.registerRenameProvider(selector, {
      prepareRename: async (text, position) => prepareRename(await readRequestText(sources, text), text, position),
      provideRenameEdits: async (text, position, newName) =>
        renameEdits(await readRequestText(sources, text), text, text.offsetAt(position), newName),
    }),
    vscode.languages.registerDocumentLinkProvider(selector, { provideDocumentLinks }),
  );
}

/** Where the environment file defines the variable at an offset. */
async function environmentPlace(
  { environments }: LanguageSources,
  { services, document, context }: RequestText,
  { text, offset }: { readonly text: vscode.TextDocument; readonly offset: number },
): Promise<vscode.Location | undefined> {
  const name = services.nameFromOutside(document, offset, context);
  const { layers } = await environments.scope(text.uri);
  const defined = layers.flat().find((binding) => binding.name === name)?.defined;
  if (name === undefined || defined === undefined) return undefined;
  const file = await vscode.workspace.openTextDocument(vscode.Uri.parse(defined.file));
  const span = services.spanOfValue(file.getText(), defined.path);
  return new vscode.Location(file.uri, span === undefined ? new vscode.Range(0, 0, 0, 0) : rangeOf(file, span));
}

async function locations(
  read: RequestText,
  text: vscode.TextDocument,
  found: readonly Location[],
): Promise<vscode.Location[]> {
  return Promise.all(
    found.map(async ({ path, span }) => {
      const target = await placeIn(read, text, path);
      return new vscode.Location(target.uri, target.range(span));
    }),
  );
}

/** A file and how its spans become ranges; a file that cannot be opened as text has one place, its start. */
async function placeIn(read: RequestText, text: vscode.TextDocument, path: string | undefined) {
  if (path === undefined) return { uri: text.uri, range: (span: Location['span']) => rangeOf(text, span) };
  const uri = read.uriOf(path);
  const isRequestFile =
    (await readRequestFile(uri)) !== undefined && read.context.imports.some((file) => file.path === path);
  const other = isRequestFile ? await vscode.workspace.openTextDocument(uri) : undefined;
  return { uri, range: (span: Location['span']) => (other ? rangeOf(other, span) : new vscode.Range(0, 0, 0, 0)) };
}

/** A rejection is what VS Code shows as the reason beside the name. */
function prepareRename(read: RequestText, text: vscode.TextDocument, position: vscode.Position): vscode.Range {
  const span = read.services.renameSpan(read.document, text.offsetAt(position), read.context);
  if (span === undefined) throw new Error('There is no name here that these files define.');
  return rangeOf(text, span);
}

async function renameEdits(
  read: RequestText,
  text: vscode.TextDocument,
  offset: number,
  newName: string,
): Promise<vscode.WorkspaceEdit> {
  const edits = read.services.rename(read.document, offset, { newName, context: read.context });
  if (typeof edits === 'string') throw new Error(edits);
  const edit = new vscode.WorkspaceEdit();
  for (const { path, span } of edits) {
    const { uri, range } = await placeIn(read, text, path);
    edit.replace(uri, range(span), newName);
  }
  return edit;
}

async function provideDocumentLinks(text: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
  const { documentLinks } = await loadServices();
  return documentLinks(await parsedDocument(text))
    .filter(({ path }) => !path.includes('{{'))
    .map(({ span, path }) => new vscode.DocumentLink(rangeOf(text, span), resolvePath(path, text.uri.toString())));
}
