import * as vscode from 'vscode';
import type { Runs } from '../runs';
import { registerSendLens } from './sendLens';

/** Every feature of the editor for request files. */
export function registerLanguage(runs: Runs): vscode.Disposable {
  return vscode.Disposable.from(registerSendLens(runs));
}
