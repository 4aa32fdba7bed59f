import * as vscode from 'vscode';
import { semanticTokenModifiers, semanticTokenTypes } from '../../language/semanticTokenLegend';
import { languageId } from '../documents';
import { rangeOf } from './places';
import { readRequestText, type LanguageSources } from './requestText';

/** Colours that say what a name is and whether it has a value; made anew when an environment changes. */
export function registerSemanticTokens(sources: LanguageSources): vscode.Disposable {
  const legend = new vscode.SemanticTokensLegend([...semanticTokenTypes], [...semanticTokenModifiers]);
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.DocumentSemanticTokensProvider = {
    onDidChangeSemanticTokens: changed.event,
    provideDocumentSemanticTokens: async (text) => {
      const { services, document, context } = await readRequestText(sources, text);
      const builder = new vscode.SemanticTokensBuilder(legend);
      for (const token of services.semanticTokens(document, context)) {
        builder.push(rangeOf(text, token.span), token.type, [...token.modifiers]);
      }
      return builder.build();
    },
  };
  return vscode.Disposable.from(
    changed,
    sources.environments.onDidChange(() => changed.fire()),
    vscode.languages.registerDocumentSemanticTokensProvider({ language: languageId }, provider, legend),
  );
}
