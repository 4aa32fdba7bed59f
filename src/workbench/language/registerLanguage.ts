import * as vscode from 'vscode';
import type { Runs } from '../send/runs';
import type { NamedSecrets } from '../environments/secrets';
import { registerDiagnostics } from './diagnostics';
import { registerForeignFiles } from './registerForeignFiles';
import { registerInlayHints } from './inlayHints';
import { registerNavigation } from './navigation';
import { registerQuickFixes } from './quickFixes';
import type { LanguageSources } from './requestText';
import { registerSemanticTokens } from './semanticTokens';
import { registerSendLens } from './sendLens';
import { registerStructure } from './structure';
import { registerSuggestions } from './suggestions';

/** What the editor's features need. */
export interface LanguageDeps {
  readonly log: vscode.LogOutputChannel;
  readonly runs: Runs;
  readonly sources: LanguageSources;
  readonly secrets: NamedSecrets;
}

/** Every feature of the editor for request files. What they mean is decided in `src/language`; here it is put into VS Code's words. */
export function registerLanguage({ log, runs, sources, secrets }: LanguageDeps): vscode.Disposable {
  return vscode.Disposable.from(
    registerSendLens(runs),
    registerDiagnostics(sources),
    registerStructure(),
    registerNavigation(sources),
    registerSuggestions(runs, sources),
    registerSemanticTokens(sources),
    registerInlayHints(sources),
    registerQuickFixes(sources, secrets, log),
    registerForeignFiles(log),
  );
}
