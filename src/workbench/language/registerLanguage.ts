import * as vscode from 'vscode';
import type { Runs } from '../runs';
import { registerDiagnostics } from './diagnostics';
import type { LanguageSources } from './languageContext';
import { registerSendLens } from './sendLens';

/** Every feature of the editor for request files. */
export function registerLanguage(runs: Runs, sources: LanguageSources): vscode.Disposable {
  return vscode.Disposable.from(registerSendLens(runs), registerDiagnostics(sources));
}
