import type { Span } from '../../base/span';
import { requestsOf } from '../names/references';
import { parse } from '../parse';
import { writeRequest } from './writeRequest';

/** cURL commands as requests. */
export interface FromCurl {
  readonly text: string;
  /** What the commands ask for that is not in the text, with its place in the normalised commands. */
  readonly remarks: readonly { readonly line: number; readonly message: string }[];
}

/** Whether a text is one or more cURL commands, as browsers and manuals give them. */
export function isCurlCommand(text: string): boolean {
  return /^\s*(?:[$%>#]\s+)?curl(?:\.exe)?\s+\S/.test(text);
}

/**
 * Writes cURL commands as requests, one block each; undefined when there is none. POSIX shells and the Windows prompt quote in different ways; both are
 * read. A command that cannot be written as a request stays a command, which is sent as well.
 */
export function fromCurl(text: string): FromCurl | undefined {
  const commands = posix(text.replace(/\r\n?/g, '\n'));
  const document = parse(commands);
  const requests = requestsOf(document);
  if (!isCurlCommand(text) || requests.length === 0) return undefined;
  const blocks = requests.map((request) => writeRequest(request) ?? commands.slice(...ends(request.span)));
  const remarks = document.diagnostics
    .filter(({ code }) => code === 'curl-option' || code === 'unreachable-text')
    .map(({ span, code, message }) => ({
      line: commands.slice(0, span.start).split('\n').length,
      message: code === 'curl-option' ? message : leftOut,
    }));
  return { text: blocks.join('\n\n###\n'), remarks };
}

const leftOut =
  'This is no part of the command, so it is left out. A body with a line that begins with ### must be in a file: `-d @FILE`.';

/** `curl ^"https://…^" ^` of the Windows prompt, and commands with a prompt before them. */
function posix(text: string): string {
  const quotesWithCarets = /^\s*(?:[$%>#]\s+)?curl(?:\.exe)?\s+(?:-\S+\s+)*\^"/.test(text);
  const isWindows = quotesWithCarets || (/\^[ \t]*\n/.test(text) && !/\\\n|\s'/.test(text));
  const unescaped = isWindows ? text.replace(/\^[ \t]*\n/g, '\\\n').replace(/\^(.)/g, '$1') : text;
  return unescaped.replace(/^[ \t]*[$%>#][ \t]+(?=curl(?:\.exe)?[ \t])/gm, '').trim();
}

function ends({ start, end }: Span): readonly [number, number] {
  return [start, end];
}
