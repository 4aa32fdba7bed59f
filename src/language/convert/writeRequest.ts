import type { BodyPiece, ParsedRequest, Template } from '../document';
import { parse } from '../parse';

/** A URL longer than this is written with each part of its query on a line of its own. */
const longUrl = 100;

/**
 * A request as lines of a request file, without a line end at its end. Undefined when they would send something else: a body that would be read as more
 * than a body, or a value with a line end in it.
 */
export function writeRequest(request: ParsedRequest): string | undefined {
  const text = [
    ...request.directives.map(({ key, value }) => `# @${key} ${value}`.trimEnd()),
    [request.method, ...urlLines(request)].join(' ').replaceAll(' \n', '\n'),
    ...request.fields.map(({ name, value }) => `${typed(name)}: ${typed(value)}`.trimEnd()),
    ...(request.body === undefined ? [] : ['', request.body.map(bodyText).join('')]),
    ...(request.saveTo === undefined
      ? []
      : [`${request.saveTo.overwrites ? '>>!' : '>>'} ${typed(request.saveTo.path)}`]),
  ].join('\n');
  const [block, ...others] = parse(text).blocks;
  const isSame = others.length === 0 && block?.request !== undefined && meaning(block.request) === meaning(request);
  return isSame ? text : undefined;
}

function urlLines({ url, httpVersion }: ParsedRequest): readonly string[] {
  const text = typed(url);
  const version = httpVersion === undefined ? [] : [httpVersion];
  const query = text.indexOf('?');
  if (text.length <= longUrl || query < 0) return [text, ...version];
  const parts = text.slice(query + 1).split('&');
  const lines = parts.map((part, index) => `\n    ${index === 0 ? '?' : '&'}${part}`);
  return [text.slice(0, query), ...version, lines.join('')];
}

/** A template as it is written: references with their braces. */
function typed(template: Template): string {
  return template.pieces
    .map((piece) =>
      piece.kind === 'text' ? piece.text : `{{${piece.isPercentEncoded ? '%' : ''}${piece.expression}}}`,
    )
    .join('');
}

function bodyText(piece: BodyPiece): string {
  if (piece.kind === 'text') return typed(piece.template);
  return `<${piece.hasVariables ? `@${piece.encoding ?? ''}` : ''} ${typed(piece.path)}\n`;
}

/** What is sent, as text to compare. */
function meaning(request: ParsedRequest): string {
  const { method, url, httpVersion, fields, body = [], saveTo } = request;
  return JSON.stringify([
    method,
    typed(url),
    httpVersion,
    fields.map(({ name, value }) => [typed(name), typed(value)]),
    body.at(-1)?.kind === 'file' ? body.map(bodyMeaning).join('').trimEnd() : body.map(bodyMeaning).join(''),
    saveTo === undefined ? undefined : typed(saveTo.path),
  ]);
}

/** A line of text is not the file that it would name: the text of a command must not become one. */
function bodyMeaning(piece: BodyPiece): string {
  return piece.kind === 'text' ? bodyText(piece) : `\0${bodyText(piece)}`;
}
