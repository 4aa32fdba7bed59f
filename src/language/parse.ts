import type { Diagnostic, RequestDocument } from './document';
import { LazyBlock } from './parse/lazyBlock';
import { secondRequests } from './parse/scan';

/**
 * Reads a `.rcreq` text. Never fails and never throws; linear in the text. Its diagnostics are those of the grammar alone;
 * `diagnose` finds the rest. Finding the blocks is all that is done at once: each is read when something of it is asked for,
 * and then kept, so that a key typed into a file of ten thousand requests costs one pass for the lines that begin them.
 */
export function parse(text: string): RequestDocument {
  const blocks: LazyBlock[] = [];
  const requestLike = new RequestLike(text);
  let start = 0;
  while (start < text.length || blocks.length === 0) {
    const separator = text.indexOf('\n###', start);
    const end = separator < 0 ? text.length : separator + 1;
    const last = requestLike.last(end);
    const hasSecond = last > start && last > firstContent(text, start, end);
    for (const second of hasSecond ? secondRequests(text, start, end) : []) {
      blocks.push(new LazyBlock(text, { start, end: second }));
      start = second;
    }
    blocks.push(new LazyBlock(text, { start, end }));
    start = end;
  }
  return new LazyDocument(text, blocks);
}

/** Finds lines that may begin a request, in one pass over the text. Only where a block has one below its first is it looked at closer. */
class RequestLike {
  readonly #text: string;
  readonly #pattern =
    /^[ \t]*(?:[A-Z][A-Z-]+[ \t\u00a0\u3000]+[\w{/.*]|[A-Za-z][a-z-]+[ \t]+(?:https?:|\{\{)|https?:\/\/|curl[ \t.])/gm;
  #next: number;

  constructor(text: string) {
    this.#text = text;
    this.#next = this.#find();
  }

  /** The last one between the end of the last call and this one; -1 without. */
  last(end: number): number {
    let last = -1;
    for (; this.#next < end; this.#next = this.#find()) last = this.#next;
    return last;
  }

  #find(): number {
    return this.#pattern.exec(this.#text)?.index ?? Infinity;
  }
}

/** Where the first line begins that is neither blank nor a comment nor a variable. */
function firstContent(text: string, start: number, end: number): number {
  remark.lastIndex = start;
  for (let at = start; at < end; at = remark.lastIndex) {
    if (!remark.test(text)) return at;
  }
  return end;
}

const remark = /[ \t\r\ufeff]*(?:(?:#|\/\/|@).*)?\n/y;

class LazyDocument implements RequestDocument {
  readonly text: string;
  readonly blocks: readonly LazyBlock[];
  #diagnostics: readonly Diagnostic[] | undefined;

  constructor(text: string, blocks: readonly LazyBlock[]) {
    this.text = text;
    this.blocks = blocks;
  }

  get diagnostics(): readonly Diagnostic[] {
    return (this.#diagnostics ??= this.blocks.flatMap((block) => block.diagnostics));
  }

  toJSON(): RequestDocument {
    return { text: this.text, blocks: this.blocks, diagnostics: this.diagnostics };
  }
}
