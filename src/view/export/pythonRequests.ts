import { bodyPieces, textPieces, type PrintedPiece } from './printedBody';
import { fieldsByName, ownFields, separatorOf, type PrintedCode, type PrintedRequest } from './printedRequest';

/** A Python program that sends the request by the library requests. */
export function pythonRequests({ message, body, secrets }: PrintedRequest): PrintedCode {
  const fields = fieldsByName(ownFields(message)).map(([name, values]) => {
    const value = expression(textPieces(values.join(separatorOf(name)), secrets));
    return `        ${stringLiteral(name)}: ${value},`;
  });
  const pieces = body && bodyPieces(body, secrets);
  const hasOctets = pieces?.some(({ kind }) => kind === 'octets') === true;
  const imports = [
    ...(hasOctets ? ['import base64'] : []),
    ...(secrets.length > 0 ? ['import os'] : []),
    ...(hasOctets || secrets.length > 0 ? [''] : []),
    'import requests',
  ];
  const lines = [
    ...imports,
    '',
    'response = requests.request(',
    `    ${stringLiteral(message.method)},`,
    `    ${expression(textPieces(message.url, secrets))},`,
    ...(fields.length === 0 ? [] : ['    headers={', ...fields, '    },']),
    ...(pieces === undefined ? [] : [`    data=${bodyExpression(pieces, hasOctets)},`]),
    ')',
    '',
    'print(response.status_code, response.reason)',
    'print(response.text)',
  ];
  return { kind: 'code', text: `${lines.join('\n')}\n` };
}

function bodyExpression(pieces: readonly PrintedPiece[], hasOctets: boolean): string {
  return hasOctets ? pieces.map(octets).join(' + ') : `${parenthesized(pieces)}.encode()`;
}

function octets(piece: PrintedPiece): string {
  return piece.kind === 'octets' ? `base64.b64decode("${piece.base64}")` : `${expression([piece])}.encode()`;
}

function parenthesized(pieces: readonly PrintedPiece[]): string {
  return pieces.length > 1 ? `(${expression(pieces)})` : expression(pieces);
}

function expression(pieces: readonly PrintedPiece[]): string {
  return pieces.map(printed).join(' + ') || '""';
}

function printed(piece: PrintedPiece): string {
  if (piece.kind === 'secret') return `os.environ["${piece.variable}"]`;
  if (piece.kind === 'octets') return '';
  if (!piece.text.includes('\n')) return stringLiteral(piece.text);
  const escaped = piece.text.replace(/["\\]/g, '\\$&').replaceAll('\r', '\\r').replaceAll('\0', '\\x00');
  return `"""${escaped.replaceAll(/\\"(?!"|\\"|$)/g, '"')}"""`;
}

/** What JSON escapes, Python reads in the same way. */
function stringLiteral(text: string): string {
  return JSON.stringify(text);
}
