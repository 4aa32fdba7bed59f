import type { Span } from '../../base/span';
import type { BodyPiece, ParsedField, Template, TemplatePiece } from '../document';
import { boundaryOf } from '../parse/boundary';
import { dropFirst, layoutPiece, splitTemplate, templateText } from '../parse/template';

/** One `-d`, `--data-raw`, `--data-urlencode`, `--json`, `-F` or `--form-string`. */
export interface CurlData {
  readonly kind: 'data' | 'raw' | 'encoded' | 'json' | 'form' | 'formText';
  readonly span: Span;
  readonly value: Template;
}

/** What the data options of a command make: a body with the fields it needs, or with `-G` a query. */
export interface CurlBody {
  readonly span: Span;
  readonly pieces: readonly BodyPiece[] | undefined;
  /** All of the command. */
  readonly fields: readonly ParsedField[];
  readonly query: Template;
}

/** Joins the data of a command as curl does. `typed` are the fields of its `-H` options, which win. */
export function curlBody(data: readonly CurlData[], typed: readonly ParsedField[], isQuery: boolean): CurlBody {
  const first = data[0];
  const last = data.at(-1);
  const span = { start: first?.span.start ?? 0, end: last?.span.end ?? 0 };
  const query = { span, pieces: joined(data) };
  if (first === undefined || isQuery) return { span, pieces: undefined, fields: typed, query };
  const isForm = data.some((each) => each.kind === 'form' || each.kind === 'formText');
  if (!isForm) return { span, pieces: dataPieces(data), fields: [...typed, ...impliedFields(first, typed)], query };
  const own = `rcreq-form-${span.start.toString(36)}-${span.end.toString(36)}`;
  const type = typed.find(isContentType);
  const boundary = (type && boundaryOf(templateText(type.value))) ?? own;
  const fields = type === undefined ? [...typed, formType(span, boundary)] : typed.map((each) => bounded(each, own));
  return { span, pieces: formPieces(data, boundary), fields, query };
}

function isContentType({ nameText }: ParsedField): boolean {
  return nameText.toLowerCase() === 'content-type';
}

function formType(span: Span, boundary: string): ParsedField {
  return impliedField(span, 'Content-Type', `multipart/form-data; boundary=${boundary}`);
}

/** A Content-Type of a form with its boundary, which curl adds to one that is typed. */
function bounded(field: ParsedField, boundary: string): ParsedField {
  const { span, pieces } = field.value;
  const isBare = isContentType(field) && /^multipart\/form-data[ \t;]*$/i.test(templateText(field.value));
  if (!isBare) return field;
  return { ...field, value: { span, pieces: [...pieces, layoutPiece(span.end, span.end, `; boundary=${boundary}`)] } };
}

/** Data without files, as one run of pieces with `&` between. */
function joined(data: readonly CurlData[]): readonly TemplatePiece[] {
  return data.flatMap((each, index) => [
    ...(index > 0 ? [layoutPiece(each.span.start, each.span.start, '&')] : []),
    ...(each.kind === 'encoded' ? encoded(each.value) : each.value).pieces,
  ]);
}

function dataPieces(data: readonly CurlData[]): readonly BodyPiece[] {
  const pieces: BodyPiece[] = [];
  for (const [index, each] of data.entries()) {
    const start = each.span.start;
    if (index > 0 && each.kind !== 'json') pieces.push(text(each.span, [layoutPiece(start, start, '&')]));
    const isFile = (each.kind === 'data' || each.kind === 'json') && templateText(each.value).startsWith('@');
    if (isFile) pieces.push(file(dropFirst(each.value, 1)));
    else pieces.push({ kind: 'text', template: each.kind === 'encoded' ? encoded(each.value) : each.value });
  }
  return pieces;
}

/** `name=content` with the content percent-encoded, as `--data-urlencode` says. */
function encoded(value: Template): Template {
  const parts = splitTemplate(value, '=');
  if (parts === undefined) return { span: value.span, pieces: value.pieces.map(encodedPiece) };
  const [name, content] = parts;
  const equals = layoutPiece(content.span.start, content.span.start, templateText(name) === '' ? '' : '=');
  return { span: value.span, pieces: [...name.pieces, equals, ...content.pieces.map(encodedPiece)] };
}

function encodedPiece(piece: TemplatePiece): TemplatePiece {
  if (piece.kind === 'reference') return { ...piece, isPercentEncoded: true };
  return { ...piece, text: encodeURIComponent(piece.text.replace(/\p{Surrogate}/gu, '\ufffd')) };
}

function formPieces(data: readonly CurlData[], boundary: string): readonly BodyPiece[] {
  const pieces = data.flatMap((each) => formPart(each, boundary));
  const end = data.at(-1)?.span.end ?? 0;
  return [...pieces, text({ start: end, end }, [layoutPiece(end, end, `--${boundary}--\r\n`)])];
}

function formPart({ kind, span, value }: CurlData, boundary: string): readonly BodyPiece[] {
  const [name, content] = splitTemplate(value, '=') ?? [value, dropFirst(value, templateText(value).length)];
  const typed = templateText(content);
  const isFile = kind === 'form' && typed.startsWith('@');
  const isFileText = kind === 'form' && typed.startsWith('<');
  const attribute = isFile ? /;type=([^;]*)/.exec(typed) : null;
  const path = isFile || isFileText ? cutAttributes(dropFirst(content, 1)) : content;
  const fileName = isFile ? `; filename="${templateText(path).replace(/^.*\//, '')}"` : '';
  const type = isFile ? `Content-Type: ${attribute?.[1] ?? 'application/octet-stream'}\r\n` : '';
  const { start, end } = span;
  const head = [
    layoutPiece(start, start, `--${boundary}\r\nContent-Disposition: form-data; name="`),
    ...name.pieces,
    layoutPiece(start, start, `"${fileName}\r\n${type}\r\n`),
  ];
  const partContent = isFile || isFileText ? file(path) : ({ kind: 'text', template: path } as const);
  return [text(span, head), partContent, text({ start: end, end }, [layoutPiece(end, end, '\r\n')])];
}

/** `file.png;type=image/png` without what follows the path. */
function cutAttributes(path: Template): Template {
  return splitTemplate(path, ';')?.[0] ?? path;
}

function impliedFields(first: CurlData, typed: readonly ParsedField[]): readonly ParsedField[] {
  const isTyped = (name: string) => typed.some((field) => field.nameText.toLowerCase() === name.toLowerCase());
  const implied: [string, string][] = [];
  if (first.kind === 'json') implied.push(['Content-Type', 'application/json'], ['Accept', 'application/json']);
  else implied.push(['Content-Type', 'application/x-www-form-urlencoded']);
  return implied.filter(([name]) => !isTyped(name)).map(([name, value]) => impliedField(first.span, name, value));
}

function impliedField(span: Span, name: string, value: string): ParsedField {
  const place = { start: span.start, end: span.start };
  const template = (written: string) => ({ span: place, pieces: [layoutPiece(place.start, place.end, written)] });
  return { span, name: template(name), nameText: name, value: template(value) };
}

function text(span: Span, pieces: readonly TemplatePiece[]): BodyPiece {
  return { kind: 'text', template: { span, pieces } };
}

function file(path: Template): BodyPiece {
  return { kind: 'file', span: path.span, path, hasVariables: false, encoding: undefined };
}
