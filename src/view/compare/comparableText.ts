import type { Field } from '../../http/message';
import type { RunRecord } from '../../run/record';
import { layoutJson } from './layoutJson';

/** What is left out of a comparison. */
export interface Ignored {
  /** Whether a header field is left out. */
  readonly field: (name: string) => boolean;
  /** Whether the value of a JSON body at this path is left out. */
  readonly path: (path: readonly (string | number)[]) => boolean;
}

/** A body as text, without secrets; `note` says what of it is not there. */
export interface ComparedBody {
  readonly text: string;
  readonly note: string | undefined;
}

/**
 * A response as text in which only what differs differs: the status line, fields by name, and the body, JSON with its members sorted. Ends in a line feed.
 */
export function comparableText(record: RunRecord, body: ComparedBody | undefined, ignored: Ignored): string {
  const response = record.exchanges.findLast((exchange) => exchange.response !== undefined)?.response;
  const head =
    response === undefined
      ? [`No response: ${record.failure?.message ?? record.outcome}`]
      : [
          `HTTP/${response.httpVersion} ${record.status ?? response.status} ${record.reason ?? response.reason}`.trimEnd(),
          ...fieldLines(response.fields, ignored),
        ];
  const text = body && (layoutJson(body.text, { isSorted: true, leavesOut: ignored.path }) ?? body.text);
  const lines = [
    ...head,
    '',
    ...(body?.note === undefined ? [] : [`(${body.note})`, '']),
    ...(text === undefined ? [] : [text]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Fields of different names have no order (RFC 9110 §5.3); those of one name do. */
function fieldLines(fields: readonly Field[], ignored: Ignored): readonly string[] {
  return fields
    .filter(({ name }) => !ignored.field(name))
    .map(({ name, value }) => ({ key: name.toLowerCase(), line: `${name}: ${value}` }))
    .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
    .map(({ line }) => line);
}
