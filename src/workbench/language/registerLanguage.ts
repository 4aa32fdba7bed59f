import * as vscode from 'vscode';
import type { Runs } from '../runs';
import { registerDiagnostics } from './diagnostics';
import { registerNavigation } from './navigation';
import type { LanguageSources } from './requestText';
import { registerSemanticTokens } from './semanticTokens';
import { registerSendLens } from './sendLens';
import { registerStructure } from './structure';
import { registerSuggestions } from './suggestions';

/** Every feature of the editor for request files. What they mean is decided in `src/language`; here it is put into VS Code's words. */
export function registerLanguage(runs: Runs, sources: LanguageSources): vscode.Disposable {
  return vscode.Disposable.from(
    registerSendLens(runs),
    registerDiagnostics(sources),
    registerStructure(),
    registerNavigation(sources),
    registerSuggestions(sources),
    registerSemanticTokens(sources),
  );
}
