import * as vscode from 'vscode';
import type { Sender } from '../send/sender';
import { findTarget, isRefusal } from '../send/target';
import type { TestedRequest, RequestTests } from './requestTests';

/** What test runs need. */
export interface TestRunDeps {
  readonly controller: vscode.TestController;
  readonly tests: RequestTests;
  readonly sender: Sender;
  /** Looks for the tests of the whole workspace. */
  readonly discover: () => Promise<void>;
}

/** Runs what is asked for: once, or with each save of a file until it is ended. */
export async function runTests(
  deps: TestRunDeps,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  if (request.continuous !== true) return runOnce(deps, request, token);
  const saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    const chosen = chosenItems(deps, request).filter((item) => item.uri?.toString() === uri.toString());
    if (chosen.length === 0) return;
    void runOnce(deps, new vscode.TestRunRequest(chosen, request.exclude, request.profile, true), token);
  });
  token.onCancellationRequested(() => {
    saves.dispose();
  });
}

/** One after another in the order of the files, because later requests often need what earlier ones made. */
async function runOnce(
  deps: TestRunDeps,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  if (request.include === undefined) await deps.discover();
  const run = deps.controller.createTestRun(request);
  const abort = new AbortController();
  const subscriptions = [token, run.token].map((each) => each.onCancellationRequested(() => abort.abort()));
  try {
    const items = chosenItems(deps, request);
    const isNamed = (item: vscode.TestItem) => request.include?.includes(item) === true;
    for (const item of items) run.enqueued(item);
    for (const item of items) {
      const tested = deps.tests.requestOf(item);
      const isLeftOut = tested === undefined || (tested.isDisabled && !isNamed(item));
      if (isLeftOut || abort.signal.aborted) run.skipped(item);
      else await runTest(deps, { run, item, tested, signal: abort.signal });
    }
  } finally {
    run.end();
    vscode.Disposable.from(...subscriptions).dispose();
  }
}

interface OneTest {
  readonly run: vscode.TestRun;
  readonly item: vscode.TestItem;
  readonly tested: TestedRequest;
  readonly signal: AbortSignal;
}

async function runTest({ sender }: TestRunDeps, { run, item, tested, signal }: OneTest): Promise<void> {
  const uri = vscode.Uri.parse(tested.uri);
  run.started(item);
  const target = await findTarget(uri, tested.key);
  if (isRefusal(target)) {
    run.errored(item, new vscode.TestMessage(target.message));
    return;
  }
  const record = await sender.send(target, { signal });
  const { testVerdict } = await import('../panel/panel');
  const { state, messages, output } = testVerdict(record);
  const told = messages.map(({ line, text, comparison }) => {
    const message =
      comparison === undefined
        ? new vscode.TestMessage(text)
        : vscode.TestMessage.diff(text, comparison.expected, comparison.actual);
    message.location = new vscode.Location(uri, new vscode.Position(line - 1, 0));
    return message;
  });
  for (const line of output) run.appendOutput(`${line}\r\n`, undefined, item);
  if (state === 'passed') run.passed(item, record.duration);
  else if (state === 'skipped') run.skipped(item);
  else run[state](item, told, record.duration);
}

/** The items of requests that a run is about, in their order, without those left out of it. */
function chosenItems({ controller }: TestRunDeps, { include, exclude = [] }: vscode.TestRunRequest): vscode.TestItem[] {
  const roots = include ?? [...controller.items].map(([, item]) => item);
  const found = roots.flatMap((item) => (item.children.size === 0 ? [item] : childrenOf(item)));
  return [...new Set(found)].filter(
    (item) => !exclude.includes(item) && !(item.parent !== undefined && exclude.includes(item.parent)),
  );
}

function childrenOf(item: vscode.TestItem): vscode.TestItem[] {
  const children = [...item.children].map(([, child]) => child);
  return children.sort((one, other) => ((one.sortText ?? '') < (other.sortText ?? '') ? -1 : 1));
}
