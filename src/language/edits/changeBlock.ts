import type { Block, RequestDocument } from '../document';
import type { TextEdit } from '../format';
import { blockText, insertBlocks } from './moveBlocks';
import { blockUnits, lineEndOf } from './blockUnits';
import { parse } from '../parse';

/** The edits that give a block another title; an empty one takes it away. Line ends in the title become blanks. */
export function retitle({ text }: RequestDocument, block: Block, title: string): readonly TextEdit[] {
  const typed = title.replace(/\s+/g, ' ').trim();
  const { separator } = block;
  if (separator === undefined) {
    const at = block.request?.span.start ?? block.span.start;
    return [{ span: { start: at, end: at }, newText: `### ${typed}`.trimEnd() + lineEndOf(text) }];
  }
  const signs = /^#+/.exec(text.slice(separator.start, separator.end))?.[0] ?? '###';
  return [{ span: separator, newText: `${signs} ${typed}`.trimEnd() }];
}

/** The edits that put a copy of a block below it. A title gets "copy" after it, and a name a number, because names are unique. */
export function duplicateBlock(document: RequestDocument, block: Block): readonly TextEdit[] {
  const units = blockUnits(document);
  const index = units.findIndex((unit) => unit.block === block);
  return insertBlocks(document, [copyOf(document, block)], units[index + 1]?.block);
}

function copyOf(document: RequestDocument, block: Block): string {
  const names = new Set(document.blocks.flatMap(({ request }) => request?.name ?? []));
  const copy = parse(blockText(document, block));
  const [inner] = copy.blocks.slice(-1);
  if (inner === undefined) return copy.text;
  const edits = inner.title === undefined ? [] : [...retitle(copy, inner, `${inner.title} copy`)];
  const name = inner.request?.directives.find(({ key }) => key === 'name');
  if (name !== undefined) edits.push({ span: name.valueSpan, newText: freeName(name.value, names) });
  return edits.reduceRight(
    (text, { span, newText }) => text.slice(0, span.start) + newText + text.slice(span.end),
    copy.text,
  );
}

/** `login2` for `login`, `login3` for `login2`. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const [, stem = name, digits = '1'] = /^(.*?)(\d*)$/.exec(name) ?? [];
  let count = Number(digits === '' ? '1' : digits) + 1;
  while (taken.has(`${stem}${count}`)) count++;
  return `${stem}${count}`;
}
