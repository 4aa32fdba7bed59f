import { fieldValues } from '../../http/fields';
import type { Content, Field } from '../../http/message';
import type { ContentReader } from '../../http/ports';
import { allOctets, decodedText } from '../request/contentText';
import type { Answer } from '../ports';
import { namesSecret } from '../../language/words/secretNames';

/** `login.response.body.$.id`: which request, which side, and what of it. */
export interface Reference {
  readonly name: string;
  readonly side: 'request' | 'response';
  /** The rest as typed: `body.$.id`, `headers.Location`, `parts[2].status`. */
  readonly selector: string;
}

/** A value of another request, or one sentence on why there is none. */
export type ReferenceValue =
  | { readonly kind: 'value'; readonly text: string; readonly isSecret: boolean }
  | { readonly kind: 'missing'; readonly message: string };

/** Reads `NAME.response.…` and `NAME.request.…`; undefined when the expression has another form. */
export function parseReference(expression: string): Reference | undefined {
  const [, name, side, selector = ''] = /^([\w-]+)\.(request|response)(?:\.(.*))?$/s.exec(expression) ?? [];
  return name === undefined || (side !== 'request' && side !== 'response') ? undefined : { name, side, selector };
}

/** One side of an exchange, or one part of a 207. */
interface Side {
  /** For messages: "the answer to `login`". */
  readonly what: string;
  readonly status: number | undefined;
  readonly fields: readonly Field[];
  readonly cookies: readonly string[];
  readonly target: { readonly method: string; readonly url: string } | undefined;
  readonly body: () => Promise<string>;
  readonly part: (index: number) => Side | undefined;
}

/** What a reference means in an answer. */
export async function referenceValue(
  { name, side, selector }: Reference,
  answer: Answer,
  contents: ContentReader,
): Promise<ReferenceValue> {
  const found = side === 'request' ? requestSide(name, answer, contents) : responseSide(name, answer, contents);
  if (found === undefined)
    return missing(`\`${name}\` got no answer, so there is nothing to take \`${selector}\` from.`);
  const value = await selected(selector, found);
  if (value.kind === 'missing' || value.isSecret) return value;
  return { ...value, isSecret: answer.secrets.some((secret) => value.text.includes(secret)) };
}

async function selected(selector: string, side: Side): Promise<ReferenceValue> {
  const [, kind = '', index, , rest = ''] = /^(\w*)(?:\[(\d+)\])?(\.(.*))?$/s.exec(selector) ?? [];
  switch (kind) {
    case 'body':
      return bodyValue(rest, side);
    case 'headers':
      return fieldValue(rest, side);
    case 'cookies':
      return cookieValue(rest, side);
    case 'status':
      return side.status === undefined ? missing(`${side.what} has no status.`) : plain(String(side.status));
    case 'method':
    case 'url':
      return side.target === undefined ? unknownSelector(selector, side) : plain(side.target[kind]);
    case 'parts': {
      const part = index === undefined ? undefined : side.part(Number(index));
      if (index === undefined) return unknownSelector(selector, side);
      return part === undefined ? missing(`${side.what} has no part ${index}.`) : selected(rest, part);
    }
    default:
      return unknownSelector(selector, side);
  }
}

async function bodyValue(path: string, side: Side): Promise<ReferenceValue> {
  const { findInBody } = await import('../judge/bodySearch');
  const search = findInBody(await side.body(), path);
  if (search.kind === 'nothing') return missing(`${side.what} has a body that ${search.message}.`);
  return { kind: 'value', text: search.first.text, isSecret: namesSecret(lastName(path)) };
}

/** The last member a JSONPath names: `token` of `$.data['token']`; the last element or attribute of an XPath: `token` of `//token[1]`. */
function lastName(path: string): string {
  const names = path.includes('/') ? path.replace(/\[[^\]]*\]/g, '') : path;
  return /([\w-]+)['"\])]*$/.exec(names)?.[1] ?? '';
}

function fieldValue(name: string, { fields, what }: Side): ReferenceValue {
  const [value] = fieldValues(fields, name);
  if (value === undefined) return missing(`${what} has no field \`${name}\`.`);
  return {
    kind: 'value',
    text: value,
    isSecret: /cookie|^authorization$|^proxy-authorization$/i.test(name) || namesSecret(name),
  };
}

function cookieValue(name: string, { cookies, what }: Side): ReferenceValue {
  const cookie = cookies.findLast((pair) => pair.slice(0, pair.indexOf('=')).trim() === name);
  if (cookie === undefined) return missing(`${what} has no cookie \`${name}\`.`);
  return { kind: 'value', text: cookie.slice(cookie.indexOf('=') + 1).trim(), isSecret: true };
}

function unknownSelector(selector: string, { what }: Side): ReferenceValue {
  return missing(
    `${what} has no \`${selector}\`. Write body.$.path, headers.NAME, status, cookies.NAME or parts[N].body.$.path.`,
  );
}

function plain(text: string): ReferenceValue {
  return { kind: 'value', text, isSecret: false };
}

function missing(message: string): ReferenceValue {
  return { kind: 'missing', message: message.charAt(0).toUpperCase() + message.slice(1) };
}

function requestSide(name: string, { sent }: Answer, contents: ContentReader): Side | undefined {
  const request = (sent.trace.find(({ cause }) => cause.kind !== 'renewal') ?? sent.trace[0])?.request;
  if (request === undefined) return undefined;
  return {
    what: `the request \`${name}\``,
    status: undefined,
    fields: request.fields,
    cookies: fieldValues(request.fields, 'cookie').flatMap((value) => value.split(';')),
    target: request,
    body: () => textOf(request.content, request.fields, contents),
    part: () => undefined,
  };
}

function responseSide(name: string, { sent }: Answer, contents: ContentReader): Side | undefined {
  const { response, outcome } = sent;
  if (response === undefined) return undefined;
  return {
    what: `the answer to \`${name}\` (${response.status})`,
    status: response.status,
    fields: response.fields,
    cookies: fieldValues(response.fields, 'set-cookie').map((value) => value.split(';')[0] ?? ''),
    target: undefined,
    body: () => textOf(response.content, response.fields, contents),
    part: (index) => {
      const part = outcome.parts?.find((candidate) => candidate.index === index);
      if (part === undefined) return undefined;
      const { body } = part;
      return {
        what: `part ${index} of the answer to \`${name}\``,
        status: part.status,
        fields: part.fields,
        cookies: [],
        target: undefined,
        body: async () =>
          body.kind === 'text'
            ? body.text
            : decodedText(await contents.read(response.content, body.start, body.end), typeOf(part.fields)),
        part: () => undefined,
      };
    },
  };
}

async function textOf(
  content: Content | undefined,
  fields: readonly Field[],
  contents: ContentReader,
): Promise<string> {
  return decodedText(await allOctets(content, contents), typeOf(fields));
}

function typeOf(fields: readonly Field[]): string {
  return fieldValues(fields, 'content-type')[0] ?? '';
}
