import { parse } from '../../language/parse';
import type { RequestDocument } from '../../language/document';
import { unreadable } from './body';
import type { Files, RunTarget } from '../ports';
import { problem, type Problem } from '../problem';
import { importCircle } from './importCircle';
import type { ImportedFile } from '../values/scope';
import { importsOf } from './settings';

/** What was found by following imports. */
interface ReadImports {
  readonly imports: readonly ImportedFile[];
  /** Files that cannot be read: they stop the request. */
  readonly problems: readonly Problem[];
  /** Imports that lead back to the file, each once: worth knowing. */
  readonly circles: readonly Problem[];
}

/** The files that a request's file imports, at any depth, nearest first; each once, circles included. */
export async function readImports(target: Pick<RunTarget, 'document' | 'file'>, files: Files): Promise<ReadImports> {
  const imports: ImportedFile[] = [];
  const problems: Problem[] = [];
  const circles = new Map<string, Problem>();
  const seen = new Set([target.file]);
  const waiting = namedBy(target.document).map((each) => ({ ...each, named: each.path, from: target.file }));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, span, named, from } = next;
    const read = await files.read(path, from);
    if (read.kind !== 'octets') {
      problems.push(problem(span, unreadable(read).code, read.message));
    } else if (read.path === target.file) {
      circles.set(named, importCircle(span, named));
    } else if (!seen.has(read.path)) {
      seen.add(read.path);
      const document = parsedOnce(read.path, new TextDecoder().decode(read.octets));
      imports.push({ document, file: read.path });
      // A complaint about a file further away is placed at the import of this file that leads there.
      waiting.push(...namedBy(document).map((inner) => ({ path: inner.path, span, named, from: read.path })));
    }
  }
  return { imports, problems, circles: [...circles.values()] };
}

/** So many imported files are kept parsed. */
const most = 64;
const parsed = new Map<string, RequestDocument>();

/** A file is parsed once for as long as its text stays the same: a run of a thousand requests imports it a thousand times. */
function parsedOnce(path: string, text: string): RequestDocument {
  const known = parsed.get(path);
  if (known?.text === text) return known;
  const document = parse(text);
  parsed.delete(path);
  parsed.set(path, document);
  for (const oldest of parsed.keys()) {
    if (parsed.size <= most) break;
    parsed.delete(oldest);
  }
  return document;
}

const importsByDocument = new WeakMap<RequestDocument, ReturnType<typeof importsOf>>();

/** What a file imports. Kept with the document: a file of thousands is run one request at a time. */
function namedBy(document: RequestDocument): ReturnType<typeof importsOf> {
  let named = importsByDocument.get(document);
  if (named === undefined) {
    const directives = document.blocks.flatMap((block) => [...block.directives, ...(block.request?.directives ?? [])]);
    named = importsOf(directives);
    importsByDocument.set(document, named);
  }
  return named;
}
