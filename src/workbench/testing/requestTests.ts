import * as vscode from 'vscode';
import { lineIndex, type LineIndex } from '../../base/lines';
import type { ParsedRequest, RequestDocument } from '../../language/document';
import { requestLabel } from '../../language/symbols';
import { keyedRequests, type KeyedRequest } from '../send/requestKeys';
import type { RequestId } from '../send/runs';

/** The test items of requests with assertions, a file's items below an item of the file. */
export class RequestTests {
  readonly #controller: vscode.TestController;
  readonly #requests = new WeakMap<vscode.TestItem, TestedRequest>();

  constructor(controller: vscode.TestController) {
    this.#controller = controller;
  }

  /** The request that an item stands for; undefined for the item of a file. */
  requestOf(item: vscode.TestItem): TestedRequest | undefined {
    return this.#requests.get(item);
  }

  /** The item of a file; undefined when it has no assertion, or was not looked at yet. */
  fileItem(uri: vscode.Uri): vscode.TestItem | undefined {
    return this.#controller.items.get(uri.toString());
  }

  /** Makes the items of a file say what its text says. Items that stay keep their last result. */
  update(uri: vscode.Uri, document: RequestDocument | undefined): void {
    const id = uri.toString();
    const tested = document && keyedRequests(document).filter(({ request }) => request.assertions.length > 0);
    if (document === undefined || tested === undefined || tested.length === 0) {
      this.#controller.items.delete(id);
      return;
    }
    const file = this.fileItem(uri) ?? this.#newFileItem(uri);
    const lines = lineIndex(document.text);
    file.children.replace(tested.map((keyed, index) => this.#requestItem(file, uri, { keyed, index, lines })));
  }

  /** Drops the items of files that are gone. */
  keep(uris: readonly vscode.Uri[]): void {
    const present = new Set(uris.map((uri) => uri.toString()));
    for (const [id] of this.#controller.items) if (!present.has(id)) this.#controller.items.delete(id);
  }

  #newFileItem(uri: vscode.Uri): vscode.TestItem {
    const item = this.#controller.createTestItem(uri.toString(), vscode.workspace.asRelativePath(uri), uri);
    this.#controller.items.add(item);
    return item;
  }

  #requestItem(file: vscode.TestItem, uri: vscode.Uri, { keyed, index, lines }: Placed): vscode.TestItem {
    const { key, request } = keyed;
    const id = `${uri.toString()}#${key}`;
    const label = requestLabel(request);
    const item = file.children.get(id) ?? this.#controller.createTestItem(id, label, uri);
    item.label = label;
    item.sortText = String(index).padStart(6, '0');
    item.range = new vscode.Range(
      lines.position(request.lineSpan.start).line,
      0,
      lines.position(request.span.end).line,
      0,
    );
    item.tags = tagsOf(request).map((tag) => new vscode.TestTag(tag));
    const isDisabled = request.directives.some((directive) => directive.key === 'disabled');
    item.description = isDisabled ? 'disabled' : '';
    this.#requests.set(item, { uri: uri.toString(), key, isDisabled });
    return item;
  }
}

function tagsOf({ directives }: ParsedRequest): readonly string[] {
  const values = directives.filter(({ key }) => key === 'tag').map(({ value }) => value);
  return values.flatMap((value) => value.split(/[\s,]+/)).filter((tag) => tag !== '');
}

/** A request with assertions. */
export interface TestedRequest extends RequestId {
  /** `# @disabled`: shown, and not sent with others. */
  readonly isDisabled: boolean;
}

interface Placed {
  readonly keyed: KeyedRequest;
  readonly index: number;
  readonly lines: LineIndex;
}
