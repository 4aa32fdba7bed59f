import type { RequestDocument } from '../../language/document';
import type { RunRecord } from '../../run/record';

/** Fields that say how the answer travelled, which an example does not. */
const travelFields = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

/** Line breaks would begin another line of the file. */
const breaks = /[\r\n\u2028\u2029]+/g;

/** An answer as a block of a request file: `### Example of …`, status line, fields, body. Undefined when no answer came. All of the record is masked; so must `body` be. */
export function exampleAnswer(record: RunRecord, title: string, body: string | undefined): string | undefined {
  const response = record.exchanges.findLast(
    ({ cause, response: found }) => cause.kind !== 'renewal' && found,
  )?.response;
  if (response === undefined) return undefined;
  const reason = response.reason === '' ? '' : ` ${oneLine(response.reason)}`;
  const fields = response.fields.filter(({ name }) => !travelFields.has(name.toLowerCase()));
  return [
    `### Example of ${oneLine(title)}`,
    `HTTP/${response.httpVersion} ${response.status}${reason}`,
    ...fields.map(({ name, value }) => `${name}: ${oneLine(value)}`),
    ...(body === undefined || body === '' ? [] : ['', body.trimEnd()]),
    '',
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(breaks, ' ').trim();
}

/** Where the example goes and what is written there: below the block that holds the request, with a blank line before and after. */
export function placedExample(
  { text, blocks }: RequestDocument,
  requestStart: number,
  example: string,
): { readonly offset: number; readonly text: string } {
  const end = blocks.find(({ span }) => span.start <= requestStart && requestStart < span.end)?.span.end ?? text.length;
  const above = text.slice(0, end);
  const before = above.endsWith('\n\n') || above.endsWith('\r\n\r\n') ? '' : above.endsWith('\n') ? '\n' : '\n\n';
  const after = end < text.length ? '\n' : '';
  return { offset: end, text: `${before}${example}${after}` };
}

/** Whether a file, with the example in it, still has the same requests: a body can hold lines that read as requests of their own. */
export function keepsRequests(before: RequestDocument, after: RequestDocument): boolean {
  const lines = ({ text, blocks }: RequestDocument): readonly string[] =>
    blocks.flatMap(({ request }) =>
      request === undefined ? [] : [text.slice(request.lineSpan.start, request.lineSpan.end)],
    );
  const [old, now] = [lines(before), lines(after)];
  return old.length === now.length && old.every((line, place) => line === now[place]);
}
