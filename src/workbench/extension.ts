import { platform, release } from 'node:os';
import * as vscode from 'vscode';
import { createApi, type RcreqApi } from './api';
import { registerEnvironmentCommands } from './environments/environmentCommands';
import { registerSendCommands } from './send/sendCommands';
import { registerWindowCommands } from './windowCommands';
import { WorkbenchEnvironments } from './environments/environments';
import { registerEnvironmentStatus } from './environments/environmentStatus';
import { followRuns } from './send/followRuns';
import { createHostGate } from './send/hostGate';
import { registerLanguage } from './language/registerLanguage';
import { WorkspaceUrls } from './language/workspaceUrls';
import { lazyContents } from './send/lazyContents';
import { LazyEngine } from './send/lazyEngine';
import { LazyHistory } from './history/lazyHistory';
import { LazyPanel } from './panel/lazyPanel';
import { CurrentPlace } from './place';
import { registerResponseDocuments } from './panel/responseDocuments';
import { Runs } from './send/runs';
import { SandboxControl } from './sandbox/sandboxControl';
import { RequestFiles } from './requests/requestFiles';
import { SavedRequests } from './requests/savedRequests';
import { namedSecrets } from './environments/secrets';
import { RequestPreviews } from './send/previewRequest';
import { createSender } from './send/sender';
import { readSettings } from './settings';
import { TokenProfiles } from './tokens/tokenProfiles';
import { DefaultTokens } from './tokens/defaultTokens';
import { registerTokens } from './tokens/registerTokens';
import { tokenFetching } from './tokens/tokenSources';
import { registerTrees } from './registerTrees';
import { registerTestExplorer } from './testing/testExplorer';
import { askHost } from './trust';

const panelColumns = { beside: vscode.ViewColumn.Beside, active: vscode.ViewColumn.Active };

let flushHistory: (() => Promise<void>) | undefined;

/** What has not been written yet is written before the window goes. */
export async function deactivate(): Promise<void> {
  await flushHistory?.();
}

/** Wires the workbench by hand. No engine is loaded and no file is looked for: the first send and the first look at a view do that. */
export function activate(context: vscode.ExtensionContext): RcreqApi {
  const { extension, extensionUri, globalStorageUri, secrets: storage, subscriptions, workspaceState } = context;
  const version = String((extension.packageJSON as { readonly version: unknown }).version);
  const userAgent = `rcreq/${version} (VSCode/${vscode.version}; ${platform()}/${release()})`;
  const log = vscode.window.createOutputChannel('RCReq', { log: true });
  const engine = new LazyEngine(vscode.Uri.joinPath(globalStorageUri, 'spool').fsPath);
  const runs = new Runs();
  const sandbox = new SandboxControl();
  const saved = new SavedRequests(globalStorageUri);
  const files = new RequestFiles(saved.folder);
  const urls = new WorkspaceUrls(files);
  const environments = new WorkbenchEnvironments(workspaceState, () => sandbox.bindings);
  const secrets = namedSecrets(storage, 'secrets', (name) => `secret.${name}`);
  const gate = createHostGate(
    () => vscode.workspace.isTrusted,
    (host) => sandbox.url === `http://${host}`,
    askHost,
  );
  const profiles = namedSecrets(storage, 'tokenProfiles', (name) => `tokenProfile.${name}`);
  const tokens = new TokenProfiles(profiles, tokenFetching({ engine, gate, profiles, storage, userAgent, log }));
  const defaults = new DefaultTokens(workspaceState, environments, tokens);
  const sender = createSender({ engine, runs, environments, secrets, tokens, defaults, sandbox, gate, log, userAgent });
  const previews = new RequestPreviews(sender);
  const panel: LazyPanel = new LazyPanel({
    extensionUri,
    contents: lazyContents,
    ...{ log, runs, history: { find: (id) => history.find(id) }, sender },
    find: async (id) => (await history.find(id))?.record,
    column: () => panelColumns[readSettings(undefined, userAgent).responseColumn],
  });
  const history = new LazyHistory({
    ...{ storageUri: globalStorageUri, log, runs, sender, panel, contents: lazyContents },
    length: () => readSettings(undefined, userAgent).historyLength,
    ignored: () => readSettings(undefined, userAgent).comparisonIgnores,
  });
  flushHistory = () => history.flush();
  const current = new CurrentPlace();
  const place = (): vscode.Uri | undefined => current.get();
  subscriptions.push(
    ...[log, current, engine, runs, sandbox, files, environments, previews, panel, history, urls],
    followRuns(runs, panel, log),
    registerSendCommands({ log, runs, history, sender, panel }),
    registerEnvironmentCommands({ log, environments, secrets, place }),
    registerTokens({ log, tokens, defaults, sandbox, files, place }),
    registerWindowCommands({ log, sandbox, sender, previews }),
    registerTrees({ log, runs, environments, secrets, files, saved, place }),
    registerTestExplorer({ files, sender }),
    registerEnvironmentStatus(environments),
    registerResponseDocuments(history),
    registerLanguage({ log, runs, sources: { environments, tokens, urls }, secrets }),
    sandbox.onDidChange(() => environments.refresh()),
  );
  return createApi(runs);
}
