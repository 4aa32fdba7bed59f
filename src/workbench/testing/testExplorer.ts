import * as vscode from 'vscode';
import { languageId, parsedDocument, readRequestFile } from '../documents';
import type { RequestFiles } from '../requests/requestFiles';
import type { Sender } from '../send/sender';
import { RequestTests } from './requestTests';
import { runTests } from './testRuns';

/** What the Test Explorer needs. */
export interface TestExplorerDeps {
  readonly files: Pick<RequestFiles, 'all' | 'onDidChange'>;
  readonly sender: Sender;
}

/** Milliseconds without a key before the items of an edited file are made anew. */
const quietTime = 300;

/**
 * Requests with assertions as tests: run, cancel, run with each save. Files that are open are looked at; the others when the
 * Test Explorer asks for them.
 */
export function registerTestExplorer({ files, sender }: TestExplorerDeps): vscode.Disposable {
  const controller = vscode.tests.createTestController('rcreq', 'Requests with Assertions');
  const tests = new RequestTests(controller);
  const timers = new Map<string, NodeJS.Timeout>();
  let isWholeKnown = false;

  const readAgain = async (uris: readonly vscode.Uri[]) => {
    for (const uri of uris) tests.update(uri, await readRequestFile(uri));
  };
  const discover = async () => {
    isWholeKnown = true;
    const uris = await files.all();
    await readAgain(uris);
    tests.keep([...uris, ...openTexts().map(({ uri }) => uri)]);
  };
  const updateOpen = async (text: vscode.TextDocument) => {
    if (text.languageId === languageId) tests.update(text.uri, await parsedDocument(text));
  };
  const updateSoon = (text: vscode.TextDocument) => {
    const id = text.uri.toString();
    if (text.languageId !== languageId) return;
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        void updateOpen(text);
      }, quietTime),
    );
  };

  controller.resolveHandler = (item) => (item === undefined ? discover() : undefined);
  controller.refreshHandler = discover;
  const deps = { controller, tests, sender, discover };
  const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken) => runTests(deps, request, token);
  controller.createRunProfile('Send', vscode.TestRunProfileKind.Run, run, true, undefined, true);
  for (const text of openTexts()) void updateOpen(text);
  return vscode.Disposable.from(
    controller,
    vscode.workspace.onDidOpenTextDocument((text) => void updateOpen(text)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => updateSoon(document)),
    files.onDidChange((uris) => {
      if (isWholeKnown) void (uris === undefined ? discover() : readAgain(uris));
    }),
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
  );
}

function openTexts(): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter((text) => text.languageId === languageId);
}
