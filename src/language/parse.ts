import type { Span } from '../base/span';
import type { Block, Diagnostic, Directive, FileVariable, ParsedRequest, RequestDocument } from './document';
import { parseBlock, type ReadBlock } from './parseBlock';

/**
 * Reads a `.rcreq` text. Never fails and never throws; linear in the text. Its diagnostics are those of the grammar alone;
 * `diagnose` finds the rest. Finding the blocks is all that is done at once: each is read when something of it is asked for,
 * and then kept, so that a key typed into a file of ten thousand requests costs one pass for the `###` lines.
 */
export function parse(text: string): RequestDocument {
  const blocks: LazyBlock[] = [];
  let start = 0;
  while (start < text.length || blocks.length === 0) {
    const separator = text.indexOf('\n###', start);
    const end = separator < 0 ? text.length : separator + 1;
    blocks.push(new LazyBlock(text, { start, end }));
    start = end;
  }
  return new LazyDocument(text, blocks);
}

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

class LazyBlock implements Block {
  readonly span: Span;
  readonly #text: string;
  #read: ReadBlock | undefined;

  constructor(text: string, span: Span) {
    this.#text = text;
    this.span = span;
  }

  get separator(): Span | undefined {
    return this.#now.separator;
  }

  get title(): string | undefined {
    return this.#now.title;
  }

  get directives(): readonly Directive[] {
    return this.#now.directives;
  }

  get variables(): readonly FileVariable[] {
    return this.#now.variables;
  }

  get request(): ParsedRequest | undefined {
    return this.#now.request;
  }

  get example(): Span | undefined {
    return this.#now.example;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#now.diagnostics;
  }

  get #now(): ReadBlock {
    return (this.#read ??= parseBlock(this.#text, this.span));
  }

  toJSON(): Block {
    const { span, separator, title, directives, variables, request, example } = this.#now;
    return { span, separator, title, directives, variables, request, example };
  }
}
