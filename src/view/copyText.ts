import { nodeAt } from './body/json/nodeAt';
import { normalizedPath } from './body/json/normalizedPath';
import { printJson } from './body/json/printJson';
import type { JsonNode } from './body/json/selectNodes';
import type { OctetSource } from './body/octetSource';
import type { OpenedBody, RowForm } from './openedBody';
import { wordSize } from './wording/quantity';

/** A larger value is not put on the clipboard. */
const MAX_COPIED = 16_777_216;

/** What is to be copied of a row. */
export interface CopyWish {
  readonly row: number;
  readonly what: 'value' | 'path';
  readonly pause: () => Promise<void>;
}

/** A text for the clipboard, undefined when there is none, and a sentence about it. */
export interface CopiedText {
  readonly text: string | undefined;
  readonly message: string;
}

/** The value or the path of a row. Of JSON a string without quotes and escapes, anything else as it was sent, containers indented; of other text the row. */
export async function copyText(opened: OpenedBody, form: RowForm, wish: CopyWish): Promise<CopiedText> {
  const isJson = form === 'filter' || (form === 'pretty' && opened.body.media === 'json');
  if (!isJson) return wish.what === 'path' ? noPath : copyRow(opened, form, wish.row);
  const source = opened.source(form);
  const node = await nodeAt(source, wish.row, wish.pause);
  if (node === undefined) return { text: undefined, message: 'There is nothing to copy in this line.' };
  if (wish.what === 'value') return copyValue(source, node);
  const path = form === 'filter' ? filteredPath(node) : normalizedPath(node.path);
  return { text: path, message: `Copied ${path.length > 80 ? 'the path' : path}.` };
}

const noPath: CopiedText = { text: undefined, message: 'Only lines of JSON have a path.' };

async function copyRow(opened: OpenedBody, form: RowForm, name: number): Promise<CopiedText> {
  const pager = opened.pager(form);
  const row = pager.row === undefined ? (await pager.rows(name, 1))[0] : await pager.row(name);
  const text = row?.pieces.map(([, piece]) => piece).join('') ?? '';
  return { text, message: 'Copied the line.' };
}

async function copyValue(source: OctetSource, { start, end }: JsonNode): Promise<CopiedText> {
  const size = end - start;
  if (size > MAX_COPIED) {
    const message = `This value has ${wordSize(size)}; up to ${wordSize(MAX_COPIED)} are copied. Save the body instead.`;
    return { text: undefined, message };
  }
  const octets = await source.read(start, end);
  const message = `Copied ${wordSize(size)}.`;
  return { text: valueText(octets), message };
}

function valueText(octets: Uint8Array): string {
  const isContainer = octets[0] === 0x7b || octets[0] === 0x5b;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(isContainer ? printJson(octets) : octets);
  return text.startsWith('"') ? String(JSON.parse(text)) : text;
}

/** A path in what a filter selects goes on from the path that names the selected value. */
function filteredPath({ path }: JsonNode): string {
  const [first, ...rest] = path;
  return `${first ?? '$'}${normalizedPath(rest).slice(1)}`;
}
