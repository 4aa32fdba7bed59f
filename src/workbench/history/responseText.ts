import type { ContentReader } from '../../http/ports';
import { pathsInJson } from '../../run/judge/bodySearch';
import { decodedText } from '../../run/request/contentText';
import type { RunRecord } from '../../run/record';
import { comparableText, type ComparedBody } from '../../view/compare/comparableText';
import { ignoredBy } from '../../view/compare/ignored';
import { layoutJson } from '../../view/compare/layoutJson';
import { wordSize } from '../../view/wording/quantity';
import { readBody } from '../panel/readBody';

/** What texts of responses need. */
export interface ResponseTextPorts {
  readonly contents: ContentReader;
  /** What hides the secrets of a record's run in a text. */
  readonly masking: () => Promise<(record: RunRecord, text: string) => string>;
  /** Names and JSONPaths that a comparison leaves out. */
  readonly ignored: () => readonly string[];
}

/** Octets of a body that are compared; the diff of more would stall the window. */
const comparedSize = 2 * 1_048_576;

/** Read beyond that, so that a secret on the edge is still known for one. */
const margin = 65_536;

/** The body of a response or of one of its parts for an editor, without secrets, JSON laid out. Undefined when it is no longer held. */
export async function editorText(
  record: RunRecord,
  part: number | undefined,
  { contents, masking }: ResponseTextPorts,
): Promise<string | undefined> {
  const body = await readBody(record, part, contents);
  if (body === undefined) return undefined;
  const text = (await masking())(record, decodedText(body.octets, body.contentType));
  return (/json/i.test(body.contentType) ? layoutJson(text, { isSorted: false }) : undefined) ?? text;
}

/** A response as the comparison shows it. */
export async function comparedText(record: RunRecord, ports: ResponseTextPorts): Promise<string> {
  const body = await comparedBody(record, ports);
  return comparableText(record, body, ignoredBy(ports.ignored(), body?.text ?? '', pathsInJson));
}

async function comparedBody(
  record: RunRecord,
  { contents, masking }: ResponseTextPorts,
): Promise<ComparedBody | undefined> {
  const { content, contentType, keptBody } = record;
  if (content === undefined || content.size === 0) return undefined;
  const isCut = content.size > comparedSize;
  const octets = await contents.read(content, 0, isCut ? comparedSize + margin : content.size);
  if (octets.includes(0) && !/charset=utf-16/i.test(contentType)) {
    return {
      text: '',
      note: `${wordSize(keptBody?.size ?? content.size)} that are no text, SHA-256 ${await digest(octets)}`,
    };
  }
  const masked = (await masking())(record, decodedText(octets, contentType));
  const shown = keptBody?.isCut === true ? content.size : comparedSize;
  const isPartial = isCut || keptBody?.isCut === true;
  return {
    text: isCut ? masked.slice(0, comparedSize) : masked,
    note: isPartial ? `the first ${wordSize(shown)} of ${wordSize(keptBody?.size ?? content.size)}` : undefined,
  };
}

async function digest(octets: Uint8Array): Promise<string> {
  const sum = await crypto.subtle.digest('SHA-256', new Uint8Array(octets));
  return Buffer.from(sum).toString('hex');
}
