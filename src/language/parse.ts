import type { Block, Diagnostic, RequestDocument } from './document';
import { parseBlock } from './parseBlock';

/** Reads a `.rcreq` text. Never fails and never throws; linear in the text. Its diagnostics are those of the grammar alone; `diagnose` finds the rest. */
export function parse(text: string): RequestDocument {
  const blocks: Block[] = [];
  const diagnostics: Diagnostic[] = [];
  let start = 0;
  while (start < text.length || blocks.length === 0) {
    const separator = text.indexOf('\n###', start);
    const end = separator < 0 ? text.length : separator + 1;
    blocks.push(parseBlock(text, { start, end }, diagnostics));
    start = end;
  }
  return { text, blocks, diagnostics };
}
