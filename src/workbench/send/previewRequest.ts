import * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { lazyContents } from './lazyContents';
import { loadEngine } from '../loaded';
import type { Sender } from './sender';
import { isRefusal, targetOf } from './target';

/** Scheme of read-only documents that hold a message which has not left. */
const previewScheme = 'rcreq-preview';

/** The language of such a document: the colours of a request, and nothing that could be sent. */
const messageLanguage = 'rcreq-message';

/** Shows messages before they leave, each in a document beside its file that is written anew with each question. */
export class RequestPreviews implements vscode.Disposable {
  readonly #sender: Sender;
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  constructor(sender: Sender) {
    this.#sender = sender;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(previewScheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** Resolves the request that an item or the cursor names, and shows what would be sent. Nothing leaves. */
  async show(inputs: readonly unknown[]): Promise<Refusal | undefined> {
    const target = await targetOf(inputs);
    if (isRefusal(target)) return target;
    const planned = await this.#sender.plan(target);
    if (planned.kind === 'unresolved') return { message: planned.message };
    const { content } = planned.message;
    const body = content && (await lazyContents.read(content, 0, content.size));
    const { messageText } = await loadEngine();
    const { key } = target.keyed;
    const uri = vscode.Uri.from({
      scheme: previewScheme,
      path: `/Preview: ${key.replaceAll('/', '\u2215')}`,
      query: target.uri.toString(),
    });
    this.#texts.set(uri.toString(), messageText(planned.message, body, planned.secrets));
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, messageLanguage);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
    return undefined;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
