import type { Span } from '../../base/span';
import type {
  BodyPiece,
  Directive,
  ParsedAssertion,
  ParsedField,
  ParsedRequest,
  SaveTarget,
  Script,
  Template,
} from '../document';
import type { Line } from './line';
import { headUrl, parseDetails, requestName, type RequestDetails, type RequestHead } from './parseRequest';

/** The block a request stands in. */
export interface RequestBlock {
  readonly text: string;
  /** Its lines, found anew: that costs less than holding them. */
  lines(): readonly Line[];
  readonly requestSpan: Span;
  readonly title: string | undefined;
  readonly allDirectives: readonly Directive[];
}

/** The request of a block that has a request line. Lists and outlines show its line; the rest is read when it is asked for, and then kept. */
export class LazyRequest implements ParsedRequest {
  readonly kind = 'request';
  readonly lineSpan: Span;
  readonly method: string;
  readonly methodSpan: Span | undefined;
  readonly httpVersion: string | undefined;
  readonly #block: RequestBlock;
  readonly #head: RequestHead;
  #url: Template | undefined;
  #details: RequestDetails | undefined;

  constructor(block: RequestBlock, head: RequestHead) {
    this.lineSpan = head.lineSpan;
    this.method = head.method;
    this.methodSpan = head.methodSpan;
    this.httpVersion = head.httpVersion;
    this.#block = block;
    this.#head = head;
  }

  get span(): Span {
    return this.#block.requestSpan;
  }

  get title(): string | undefined {
    return this.#block.title;
  }

  get name(): string | undefined {
    return requestName(this.#block.allDirectives);
  }

  get directives(): readonly Directive[] {
    return this.#block.allDirectives;
  }

  get url(): Template {
    return (this.#url ??= headUrl(this.#block.text, this.#head));
  }

  get fields(): readonly ParsedField[] {
    return this.#read.fields;
  }

  get body(): readonly BodyPiece[] | undefined {
    return this.#read.body;
  }

  get bodySpan(): Span | undefined {
    return this.#read.bodySpan;
  }

  get assertions(): readonly ParsedAssertion[] {
    return this.#read.assertions;
  }

  get saveTo(): SaveTarget | undefined {
    return this.#read.saveTo;
  }

  get scripts(): readonly Script[] {
    return this.#read.scripts;
  }

  /** Reads everything at once from lines that somebody has found. */
  readFrom(lines: readonly Line[]): void {
    this.#details ??= parseDetails(this.#block.text, lines);
  }

  get #read(): RequestDetails {
    return (this.#details ??= parseDetails(this.#block.text, this.#block.lines()));
  }

  toJSON(): ParsedRequest {
    const { kind, span, title, name, lineSpan, method, methodSpan, url, httpVersion, directives } = this;
    const line: Omit<ParsedRequest, keyof RequestDetails> = {
      ...{ kind, span, title, name, lineSpan },
      ...{ method, methodSpan, url, httpVersion, directives },
    };
    return { ...line, ...this.#read };
  }
}
