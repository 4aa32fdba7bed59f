import * as vscode from 'vscode';
import { languageId } from '../documents';
import { registerCommands } from '../guarded';
import type { FileConverter } from './convertFile';

const loadForeignFiles = () => import('./foreignFiles');

/** Converting files of other clients, opening them as they are, and pasting cURL commands. */
export function registerForeignFiles(log: vscode.LogOutputChannel): vscode.Disposable {
  let converter: FileConverter | undefined;
  return vscode.Disposable.from(
    new vscode.Disposable(() => converter?.dispose()),
    registerPasteOffer(),
    registerCommands(log, {
      'rcreq.convertFile': async (resource) => {
        const { FileConverter } = await loadForeignFiles();
        converter ??= new FileConverter();
        return converter.convert(resource);
      },
      'rcreq.pasteCurl': async () => (await loadForeignFiles()).pasteCurl(),
      'rcreq.useForHttpFiles': async () => (await loadForeignFiles()).useForHttpFiles(),
    }),
  );
}

/** Offers to paste a cURL command as a request. VS Code before 1.97 has no such offer; there the command does it. */
function registerPasteOffer(): vscode.Disposable {
  if (!('DocumentPasteEdit' in vscode)) return new vscode.Disposable(() => undefined);
  const { DocumentDropOrPasteEditKind: kinds, DocumentPasteEdit: Edit, languages } = vscode as unknown as PasteApi;
  const kind = kinds.Text.append('rcreq', 'request');
  const provider: PasteProvider = {
    provideDocumentPasteEdits: async (text, [range, ...others], data) => {
      const pasted = await data.get('text/plain')?.asString();
      if (range === undefined || others.length > 0 || pasted === undefined) return [];
      if (!/^\s*(?:[$%>#]\s+)?curl/.test(pasted)) return [];
      const insert = await (await loadForeignFiles()).pastedRequests(text, range.start, pasted);
      return insert === undefined ? [] : [new Edit(insert, 'Paste as Request', kind)];
    },
  };
  const metadata = { providedPasteEditKinds: [kind], pasteMimeTypes: ['text/plain'] };
  return languages.registerDocumentPasteEditProvider({ language: languageId }, provider, metadata);
}

/** What VS Code 1.97 added. */
interface PasteApi {
  readonly DocumentDropOrPasteEditKind: { readonly Text: { append(...parts: readonly string[]): unknown } };
  readonly DocumentPasteEdit: new (insertText: string, title: string, kind: unknown) => object;
  readonly languages: {
    registerDocumentPasteEditProvider(
      selector: vscode.DocumentSelector,
      provider: PasteProvider,
      metadata: { readonly providedPasteEditKinds: readonly unknown[]; readonly pasteMimeTypes: readonly string[] },
    ): vscode.Disposable;
  };
}

interface PasteProvider {
  provideDocumentPasteEdits(
    text: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
  ): Promise<readonly object[]>;
}
