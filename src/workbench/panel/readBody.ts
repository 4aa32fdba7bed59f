import type { ContentReader } from '../../http/ports';
import { saveName } from '../../http/verdict/saveName';
import type { RunRecord } from '../../run/record';

/** The octets of a body, or of one of its parts (one-based), with a name for its file. */
interface ResponseBody {
  readonly octets: Uint8Array;
  readonly contentType: string;
  readonly name: string;
}

/** Undefined when the run, its body or the part is no longer held. */
export async function readBody(
  record: RunRecord,
  part: number | undefined,
  contents: ContentReader,
): Promise<ResponseBody | undefined> {
  const { content, contentType } = record;
  if (part === undefined) {
    if (content === undefined) return undefined;
    const octets = await contents.read(content, 0, content.size);
    return { octets, contentType, name: bodyName(record) };
  }
  const found = record.parts?.find(({ index }) => index === part);
  if (found === undefined) return undefined;
  const partType = found.fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? 'application/json';
  const given = saveName(found.fields);
  const name = given === undefined ? `part-${part}.${extensionOf(partType)}` : `part-${part}-${given}`;
  if (found.body.kind === 'text') {
    return { octets: new TextEncoder().encode(found.body.text), contentType: 'application/json; charset=utf-8', name };
  }
  if (content === undefined) return undefined;
  return { octets: await contents.read(content, found.body.start, found.body.end), contentType: partType, name };
}

/** A name for the file of a response's body, safe to be saved under. */
export function bodyName({ saveName: given, contentType }: RunRecord): string {
  return given ?? `response.${extensionOf(contentType)}`;
}

const extensions: readonly (readonly [RegExp, string])[] = [
  [/[/+]json\b/, 'json'],
  [/\bhtml\b/, 'html'],
  [/\bsvg\b/, 'svg'],
  [/[/+]xml\b/, 'xml'],
  [/\bcsv\b/, 'csv'],
  [/javascript\b/, 'js'],
  [/\bcss\b/, 'css'],
  [/^text\//, 'txt'],
  [/^image\/(png|gif|webp|bmp)\b/, '$1'],
  [/^image\/jpeg\b/, 'jpg'],
  [/^application\/(pdf|zip|gzip)\b/, '$1'],
  [/^audio\/(mpeg|wav|ogg)\b/, '$1'],
];

function extensionOf(contentType: string): string {
  const type = contentType.toLowerCase();
  for (const [pattern, extension] of extensions) {
    const [, subtype = ''] = pattern.exec(type) ?? [];
    if (pattern.test(type)) return extension.replace('$1', subtype);
  }
  return type === '' ? 'txt' : 'bin';
}
