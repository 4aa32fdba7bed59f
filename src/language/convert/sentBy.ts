import type { BodyPiece, RequestDocument } from '../document';
import { requestsOf } from '../names/references';
import { templateText } from '../parse/template';

/** What the requests of a file send, as text to compare: without comments in bodies, and whatever stands between braces. */
export function sentBy(document: RequestDocument): string {
  return JSON.stringify(
    requestsOf(document).map(({ method, fields, body = [], saveTo }) => [
      method,
      fields.map(({ nameText }) => nameText),
      body.map(bodyText).join('').split(/\r?\n/).filter(isContent),
      saveTo === undefined,
    ]),
  );
}

function bodyText(piece: BodyPiece): string {
  if (piece.kind === 'file') return `< ${templateText(piece.path)}\n`;
  return piece.template.pieces.map((each) => (each.kind === 'text' ? each.text : '{{}}')).join('');
}

function isContent(line: string): boolean {
  return !/^\s*(?:#|\/\/|$)/.test(line);
}
