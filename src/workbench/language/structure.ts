import * as vscode from 'vscode';
import type { FoldingRange } from '../../language/folding';
import type { DocumentSymbol } from '../../language/symbols';
import { languageId, parsedDocument } from '../documents';
import { loadServices } from '../loaded';
import { rangeOf } from './places';

/** What follows from a text alone: outline, folding, selection and layout. */
export function registerStructure(): vscode.Disposable {
  const selector = { language: languageId };
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(selector, { provideDocumentSymbols }, { label: 'Requests' }),
    vscode.languages.registerFoldingRangeProvider(selector, { provideFoldingRanges }),
    vscode.languages.registerSelectionRangeProvider(selector, { provideSelectionRanges }),
    vscode.languages.registerDocumentFormattingEditProvider(selector, { provideDocumentFormattingEdits }),
  );
}

async function provideDocumentSymbols(text: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  const { symbols } = await loadServices();
  return symbols(await parsedDocument(text)).map(
    ({ kind, name, detail, span, selectionSpan }) =>
      new vscode.DocumentSymbol(name, detail, symbolKinds[kind], rangeOf(text, span), rangeOf(text, selectionSpan)),
  );
}

const symbolKinds: Readonly<Record<DocumentSymbol['kind'], vscode.SymbolKind>> = {
  request: vscode.SymbolKind.Method,
  variable: vscode.SymbolKind.Variable,
  example: vscode.SymbolKind.Event,
};

async function provideFoldingRanges(text: vscode.TextDocument): Promise<vscode.FoldingRange[]> {
  const { foldingRanges } = await loadServices();
  return foldingRanges(await parsedDocument(text)).map(({ span, kind }) => {
    const { start, end } = rangeOf(text, span);
    return new vscode.FoldingRange(start.line, end.line, foldingKind(kind));
  });
}

function foldingKind(kind: FoldingRange['kind']): vscode.FoldingRangeKind | undefined {
  if (kind === 'region') return vscode.FoldingRangeKind.Region;
  return kind === 'comment' ? vscode.FoldingRangeKind.Comment : undefined;
}

async function provideSelectionRanges(
  text: vscode.TextDocument,
  positions: readonly vscode.Position[],
): Promise<vscode.SelectionRange[]> {
  const { selectionSpans } = await loadServices();
  const document = await parsedDocument(text);
  return positions.map((position) => {
    const ranges = selectionSpans(document, text.offsetAt(position)).map((span) => rangeOf(text, span));
    const outermost = ranges.pop() ?? new vscode.Range(position, position);
    return ranges.reduceRight(
      (parent, range) => new vscode.SelectionRange(range, parent),
      new vscode.SelectionRange(outermost),
    );
  });
}

async function provideDocumentFormattingEdits(text: vscode.TextDocument): Promise<vscode.TextEdit[]> {
  const { format } = await loadServices();
  return format(await parsedDocument(text)).map(({ span, newText }) =>
    vscode.TextEdit.replace(rangeOf(text, span), newText),
  );
}
