import * as vscode from 'vscode';
import { languageId } from '../documents';
import { concernsSettings, readSettings } from '../settings';
import { readRequestText, type LanguageSources } from './requestText';

/** The URL a request would have now, behind its request line. */
export function registerInlayHints(sources: LanguageSources): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    provideInlayHints: async (text, range) => {
      if (!readSettings(text.uri, '').showsUrlHints) return [];
      const { services, document, context } = await readRequestText(sources, text);
      const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
      return services.inlayHints(document, context, span).map((hint) => {
        const shown = new vscode.InlayHint(text.positionAt(hint.offset), shortened(hint.text));
        shown.paddingLeft = true;
        shown.tooltip = hint.text;
        return shown;
      });
    },
  };
  return vscode.Disposable.from(
    changed,
    sources.environments.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (concernsSettings(event)) changed.fire();
    }),
    vscode.languages.registerInlayHintsProvider({ language: languageId }, provider),
  );
}

/** The whole is in the tooltip. */
function shortened(url: string): string {
  return url.length <= longest ? url : `${url.slice(0, longest - 1)}…`;
}

const longest = 80;
