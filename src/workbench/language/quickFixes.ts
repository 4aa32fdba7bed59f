import * as vscode from 'vscode';
import type { Diagnostic } from '../../language/document';
import type { QuickFix } from '../../language/quickFixes';
import { languageId } from '../documents';
import type { NamedSecrets } from '../environments/secrets';
import { registerCommands, type Refusal } from '../guarded';
import { rangeOf } from './places';
import { readRequestText, type LanguageSources } from './requestText';

/** Keeps a secret that a fix takes out of a file. It is no command for people, so no menu has it. */
const keepSecret = 'rcreq.internal.keepSecret';

/** What the light bulb offers for the complaints of `diagnose`. */
export function registerQuickFixes(
  sources: LanguageSources,
  secrets: NamedSecrets,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: async (text, _, { diagnostics }) => {
      const own = diagnostics.filter(({ source }) => source === 'rcreq');
      if (own.length === 0) return [];
      const { services, document, context } = await readRequestText(sources, text);
      return own.flatMap((diagnostic) =>
        services
          .quickFixes(document, complaintOf(text, diagnostic), context)
          .map((fix) => codeAction(text, diagnostic, fix)),
      );
    },
  };
  return vscode.Disposable.from(
    registerCommands(log, { [keepSecret]: (name, value) => keep(secrets, String(name), String(value)) }),
    vscode.languages.registerCodeActionsProvider({ language: languageId }, provider, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}

/** The fix has taken the value out of the file already. */
async function keep(secrets: NamedSecrets, name: string, value: string): Promise<Refusal | undefined> {
  try {
    await secrets.write(name, value);
    return undefined;
  } catch {
    return {
      message: `The secret storage of this machine would not keep "${name}". Undo the fix to have the value back in the file, and unlock the keyring.`,
      button: { title: 'Undo', command: 'undo' },
    };
  }
}

function complaintOf(text: vscode.TextDocument, { code, range }: vscode.Diagnostic): Pick<Diagnostic, 'code' | 'span'> {
  const start = text.offsetAt(range.start);
  return { code: typeof code === 'string' ? code : '', span: { start, end: text.offsetAt(range.end) } };
}

function codeAction(text: vscode.TextDocument, diagnostic: vscode.Diagnostic, fix: QuickFix): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = fix.isPreferred;
  action.edit = new vscode.WorkspaceEdit();
  for (const { span, newText } of fix.edits) action.edit.replace(text.uri, rangeOf(text, span), newText);
  if (fix.secret !== undefined) {
    const { name, value } = fix.secret;
    action.command = { title: fix.title, command: keepSecret, arguments: [name, value] };
  }
  return action;
}
