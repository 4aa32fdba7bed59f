import { bodyPieces, textPieces, type PrintedPiece } from './printedBody';
import {
  fieldsByName,
  hasField,
  ownFields,
  separatorOf,
  type PrintedCode,
  type PrintedRequest,
} from './printedRequest';

/** A module that sends the request by the `fetch` of Node and browsers. */
export function jsFetch({ message, body, secrets }: PrintedRequest): PrintedCode {
  const { method, url } = message;
  if (body !== undefined && (method === 'GET' || method === 'HEAD')) {
    return { kind: 'impossible', message: `fetch sends no body with ${method}. Take --target js.axios.` };
  }
  const fields = fieldsByName(ownFields(message)).map(
    ([name, values]) =>
      `    ${stringLiteral(name)}: ${expression(textPieces(values.join(separatorOf(name)), secrets))},`,
  );
  // A text would get a Content-Type that was not there; octets get none.
  const content = body && bodyExpression(bodyPieces(body, secrets), hasField(message, 'content-type'));
  const lines = [
    `const response = await fetch(${expression(textPieces(url, secrets))}, {`,
    `  method: ${stringLiteral(method)},`,
    ...(fields.length === 0 ? [] : ['  headers: {', ...fields, '  },']),
    ...(content === undefined ? [] : [`  body: ${content},`]),
    '});',
    '',
    'console.log(response.status, response.statusText);',
    'console.log(await response.text());',
  ];
  return { kind: 'code', text: `${lines.join('\n')}\n` };
}

/** A module that sends the request by axios. */
export function jsAxios({ message, body, secrets }: PrintedRequest): PrintedCode {
  const fields = fieldsByName(ownFields(message)).map(([name, values]) => {
    const printed = values.map((value) => expression(textPieces(value, secrets)));
    return `    ${stringLiteral(name)}: ${printed.length === 1 ? printed.join('') : `[${printed.join(', ')}]`},`;
  });
  const unwanted = body !== undefined && !hasField(message, 'content-type') ? ["    'Content-Type': false,"] : [];
  const headers = [...fields, ...unwanted];
  const lines = [
    `import axios from 'axios';`,
    '',
    'const response = await axios.request({',
    `  method: ${stringLiteral(message.method)},`,
    `  url: ${expression(textPieces(message.url, secrets))},`,
    ...(headers.length === 0 ? [] : ['  headers: {', ...headers, '  },']),
    ...(body === undefined ? [] : [`  data: ${bodyExpression(bodyPieces(body, secrets), true)},`]),
    // Else axios would write a text again that is JSON already.
    ...(body === undefined ? [] : ['  transformRequest: (data) => data,']),
    "  responseType: 'text',",
    '  validateStatus: () => true,',
    '});',
    '',
    'console.log(response.status, response.statusText);',
    'console.log(response.data);',
  ];
  return { kind: 'code', text: `${lines.join('\n')}\n` };
}

function bodyExpression(pieces: readonly PrintedPiece[], mayBeText: boolean): string {
  if (pieces.some(({ kind }) => kind === 'octets')) return `Buffer.concat([${pieces.map(buffer).join(', ')}])`;
  return mayBeText ? expression(pieces) : `new TextEncoder().encode(${expression(pieces)})`;
}

function buffer(piece: PrintedPiece): string {
  return piece.kind === 'octets' ? `Buffer.from('${piece.base64}', 'base64')` : `Buffer.from(${expression([piece])})`;
}

/** A text with secrets or lines as a template, else as a string. */
function expression(pieces: readonly PrintedPiece[]): string {
  const [first, ...others] = pieces;
  if (first === undefined) return "''";
  if (first.kind === 'secret' && others.length === 0) return `process.env.${first.variable}`;
  if (first.kind === 'text' && others.length === 0 && !first.text.includes('\n')) return stringLiteral(first.text);
  return `\`${pieces.map(inTemplate).join('')}\``;
}

function inTemplate(piece: PrintedPiece): string {
  if (piece.kind === 'secret') return `\${process.env.${piece.variable}}`;
  if (piece.kind === 'octets') return '';
  return piece.text
    .replace(/[`\\]|\$(?=\{)/g, '\\$&')
    .replaceAll('\r', '\\r')
    .replaceAll('\0', '\\x00');
}

function stringLiteral(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
