/** What one line is. */
export type LineKind =
  | 'separator'
  | 'blank'
  | 'comment'
  /** A line of a comment between slash-star and star-slash. */
  | 'blockComment'
  | 'directive'
  | 'variable'
  | 'requestLine'
  | 'urlContinuation'
  | 'field'
  | 'fieldContinuation'
  | 'body'
  | 'bodyFile'
  | 'assertion'
  | 'save'
  | 'script'
  /** `<> file`: where another client keeps an earlier answer. */
  | 'pastAnswer'
  /** A line of an example answer, `HTTP/1.1 200 …` and what follows. */
  | 'example'
  /** A line of a `curl` command. */
  | 'curl'
  /** `import FILE` and `run …`, as JetBrains writes them. */
  | 'foreign'
  /** Text that no request will send. */
  | 'unreachable';

/** One line. `start` to `next` covers it with its line end; `from` to `to` is its content without surrounding blanks. */
export interface Line {
  readonly kind: LineKind;
  readonly start: number;
  readonly from: number;
  readonly to: number;
  /** Without the line end. */
  readonly end: number;
  readonly next: number;
}

/** A line while its block is being scanned: its kind may still change. */
export interface OpenLine extends Line {
  kind: LineKind;
}

/** What a request line says about the lines below it. */
export interface RequestLineFacts {
  /** Its method gives a body a meaning. */
  readonly takesBody: boolean;
  /** It names no host. */
  readonly isRelative: boolean;
}

/** What the parts of the scan share. */
export interface Scanner {
  readonly text: string;
  readonly lines: OpenLine[];
  /** Value of the Content-Type field as typed; undefined without. */
  contentType: string | undefined;
  /** The line of the request being scanned; undefined above the first. */
  requestLine: Line | undefined;
  /** What that line says about lines below it; undefined until somebody asks. */
  lineFacts: RequestLineFacts | undefined;
  /** Where requests begin that stand below another one without a `###` line between them. */
  readonly starts: number[];
  /** False once a `{{` script of this block was found to have no end, so that nobody looks again. */
  scriptsClose: boolean;
  /** The same of a comment that begins with a slash and a star. */
  commentsClose: boolean;
}

/** A line's content without surrounding blanks. */
export function content(scanner: Scanner, line: Line): string {
  return scanner.text.slice(line.from, line.to);
}

/** Gives a line its kind. */
export function setKind(line: OpenLine | undefined, kind: LineKind): void {
  if (line !== undefined) line.kind = kind;
}

/** Where a line's content may begin: its start, or after a byte order mark. */
export function contentStart(text: string, line: Line): number {
  return line.start === 0 && text.charCodeAt(0) === byteOrderMark ? 1 : line.start;
}

const byteOrderMark = 0xfeff;
