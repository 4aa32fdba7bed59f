import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { Content } from '../http/message';
import { decodedText } from '../run/request/contentText';
import { exportedText } from '../run/finish';
import type { RunRecord } from '../run/record';
import { contentReader } from '../transport/contents';
import { labelOf } from './inputs';
import type { ReportedBody } from './report/report';

/** A report shows so much of a body; octets. */
const longestBody = 1_048_576;

/** Read beyond that, so that a secret on the edge is still known for one. */
const margin = 65_536;

/** The body of a record, and those of its parts, as a report shows them. Private ones are left out. */
export async function reportedBodies(
  record: RunRecord,
  folder: string | undefined,
): Promise<{ readonly body: ReportedBody | undefined; readonly partBodies: readonly ReportedBody[] }> {
  const { content } = record;
  if (content === undefined || record.isPrivate === true) return { body: undefined, partBodies: [] };
  const partBodies: ReportedBody[] = [];
  for (const part of record.parts ?? []) {
    const type = part.fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
    if (part.body.kind === 'text') partBodies.push({ text: exportedText(record, part.body.text) });
    else partBodies.push(await stretch(record, content, part.body, type));
  }
  const isFile = folder !== undefined && content.size > 0;
  const body = isFile
    ? await fileBody(record, content, folder)
    : await stretch(record, content, { start: 0, end: content.size }, record.contentType);
  return { body, partBodies };
}

async function stretch(
  record: RunRecord,
  content: Content,
  { start, end }: { readonly start: number; readonly end: number },
  type: string,
): Promise<ReportedBody> {
  const isCut = end - start > longestBody;
  const octets = await contentReader.read(content, start, isCut ? start + longestBody + margin : end);
  const text = textOf(octets, type, isCut);
  if (text === undefined) return { base64: Buffer.from(octets.subarray(0, longestBody)).toString('base64') };
  const masked = exportedText(record, text);
  return { text: isCut ? masked.slice(0, longestBody) : masked };
}

/** Text by its charset, else UTF-8; undefined for octets that are no text. */
function textOf(octets: Uint8Array, type: string, isCut: boolean): string | undefined {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) return decodedText(octets, type);
  try {
    return octets.includes(0) ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(octets, { stream: isCut });
  } catch {
    return undefined;
  }
}

/** Writes the whole body to a file of its own; text is masked, other octets are as they came. */
async function fileBody(record: RunRecord, content: Content, folder: string): Promise<ReportedBody> {
  const octets = await contentReader.read(content, 0, content.size);
  const text = textOf(octets, record.contentType, false);
  const path = join(folder, `${record.id}${text === undefined ? '.bin' : '.txt'}`);
  await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(path, text === undefined ? octets : exportedText(record, text));
  return { file: labelOf(path) };
}
