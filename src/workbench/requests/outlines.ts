import type * as vscode from 'vscode';
import { requestLabel } from '../../language/symbols';
import { readRequestFile } from '../documents';
import { keyedRequests } from '../send/requestKeys';
import type { RequestItem } from './requestNodes';

/** The requests of files, read when they are asked for and kept until the file changes. */
export class Outlines {
  readonly #known = new Map<string, Promise<readonly RequestItem[]>>();
  readonly #turns = new Map<string, number>();

  /** Empty for a file that cannot be read. */
  of(uri: vscode.Uri): Promise<readonly RequestItem[]> {
    const key = uri.toString();
    const known = this.#known.get(key) ?? readOutline(uri);
    this.#known.set(key, known);
    return known;
  }

  /** Whether a file that was read has other requests now. Those that stayed the same keep their objects, so that nothing has to be shown anew. */
  async hasChanged(uri: vscode.Uri): Promise<boolean> {
    const key = uri.toString();
    const known = this.#known.get(key);
    if (known === undefined) return false;
    const turn = (this.#turns.get(key) ?? 0) + 1;
    this.#turns.set(key, turn);
    const [before, now] = await Promise.all([known, readOutline(uri)]);
    // A later look tells what is true by now.
    if (this.#turns.get(key) !== turn || JSON.stringify(before) === JSON.stringify(now)) return false;
    this.#known.set(key, Promise.resolve(now));
    return true;
  }

  clear(): void {
    this.#known.clear();
    this.#turns.clear();
  }
}

async function readOutline(uri: vscode.Uri): Promise<readonly RequestItem[]> {
  const document = await readRequestFile(uri);
  if (document === undefined) return [];
  const { text } = document;
  const lines = lineCounter(text);
  return keyedRequests(document).map(({ key, request }) => ({
    kind: 'request',
    uri,
    key,
    label: requestLabel(request),
    method: request.method,
    url: text.slice(request.url.span.start, request.url.span.end),
    tags: request.directives.filter((each) => each.key === 'tag').flatMap(({ value }) => words(value)),
    line: lines(request.lineSpan.start),
  }));
}

function words(list: string): readonly string[] {
  return list.split(/[\s,]+/).filter((word) => word !== '');
}

/** Zero-based lines of ascending offsets, in one pass over the text. */
function lineCounter(text: string): (offset: number) => number {
  let line = 0;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) if (text.charCodeAt(at) === 10) line++;
    return line;
  };
}
