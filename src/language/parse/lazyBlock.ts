import type { Span } from '../../base/span';
import { parseCurl } from '../curl/parseCurl';
import type { Block, Diagnostic, Directive, FileVariable, ParsedRequest } from '../document';
import { blockExtent, blockFacts, scriptsAlone, type BlockExtent, type BlockFacts } from './blockFacts';
import { LazyRequest, type RequestBlock } from './lazyRequest';
import type { Line } from './line';
import { addLineDiagnostics } from './lineDiagnostics';
import { headOf } from './parseRequest';
import { readHead } from './readHead';
import { scanBlock } from './scan';

/** One block, of which each part is read when it is asked for, and then kept. */
export class LazyBlock implements Block, RequestBlock {
  readonly span: Span;
  readonly text: string;
  #facts: BlockFacts | undefined;
  #extent: BlockExtent | undefined;
  /** Where the head ends, when it was read alone. */
  #headEnd: number | undefined;
  #request: ParsedRequest | 'none' | undefined;
  #diagnostics: readonly Diagnostic[] | undefined;

  constructor(text: string, span: Span) {
    this.text = text;
    this.span = span;
  }

  get separator(): Span | undefined {
    return this.#now.separator;
  }

  get title(): string | undefined {
    return this.#now.title;
  }

  get directives(): readonly Directive[] {
    return this.request === undefined ? this.#now.directives : [];
  }

  get allDirectives(): readonly Directive[] {
    return this.#now.directives;
  }

  get variables(): readonly FileVariable[] {
    return this.#now.variables;
  }

  get example(): Span | undefined {
    return this.#reach.example;
  }

  get requestSpan(): Span {
    return this.#reach.requestSpan;
  }

  get request(): ParsedRequest | undefined {
    this.#request ??= this.#readRequest() ?? 'none';
    return this.#request === 'none' ? undefined : this.#request;
  }

  get diagnostics(): readonly Diagnostic[] {
    return (this.#diagnostics ??= this.#diagnose());
  }

  lines(): readonly Line[] {
    return scanBlock(this.text, this.span.start, this.span.end);
  }

  toJSON(): Block {
    const { span, separator, title, directives, variables, request, example } = this;
    return { span, separator, title, directives, variables, request, example };
  }

  get #now(): BlockFacts {
    return (this.#facts ??= this.#readFacts());
  }

  get #reach(): BlockExtent {
    return (this.#extent ??= blockExtent(this.lines()));
  }

  /** Below a head that was read alone, only a line with an @ in it can say more. */
  #readFacts(): BlockFacts {
    const { text, span, request } = this;
    const headEnd = request === undefined ? undefined : this.#headEnd;
    const isHeadAll = headEnd !== undefined && !text.slice(headEnd, span.end).includes('@');
    return blockFacts(text, isHeadAll ? scanBlock(text, span.start, headEnd) : this.lines());
  }

  #readRequest(): ParsedRequest | undefined {
    const head = readHead(this.text, this.span);
    this.#headEnd = head?.lineSpan.end;
    return head === undefined ? this.#requestFrom(this.lines(), []) : new LazyRequest(this, head);
  }

  #requestFrom(lines: readonly Line[], diagnostics: Diagnostic[]): ParsedRequest | undefined {
    this.#facts ??= blockFacts(this.text, lines);
    const first = lines.find(({ kind }) => kind === 'requestLine' || kind === 'curl');
    if (first?.kind === 'requestLine') return new LazyRequest(this, headOf(this.text, lines));
    return first && parseCurl({ ...this.#facts, text: this.text, lines }, diagnostics);
  }

  /** Whoever asks what is wrong asks for everything else as well, so it is all read from one look at the lines. */
  #diagnose(): readonly Diagnostic[] {
    const lines = this.lines();
    this.#facts ??= blockFacts(this.text, lines);
    const diagnostics: Diagnostic[] = [];
    const isCurl = lines.some(({ kind }) => kind === 'curl');
    if (isCurl) this.#requestFrom(lines, diagnostics);
    const { request } = this;
    if (request !== undefined) this.#extent ??= blockExtent(lines);
    if (request instanceof LazyRequest) request.readFrom(lines);
    else if (request === undefined) diagnostics.push(...scriptsAlone(this.text, lines));
    addLineDiagnostics(this.text, lines, diagnostics);
    return diagnostics.length === 0 ? none : diagnostics.sort((one, other) => one.span.start - other.span.start);
  }
}

/** One list for all blocks that have nothing wrong: in a file of millions of lines most of the memory is such lists. */
const none: readonly Diagnostic[] = [];
