import type { RequestDocument } from '../document';
import type { TextEdit } from '../format';
import { documentLinks } from '../links';

/** A file or folder that goes elsewhere, by its absolute path with slashes; a folder takes all below it along. */
export interface FileMove {
  readonly from: string;
  readonly to: string;
}

/**
 * The edits that let the paths of a request file at `file`, as it is before the moves, name the same files after them. A path is written as before: with or
 * without `./`, with slashes or backslashes. Of a path with `{{references}}` the folder before the first one is followed; what begins with one is left alone,
 * and so are URLs and paths with a drive.
 */
export function movePaths(document: RequestDocument, file: string, moves: readonly FileMove[]): readonly TextEdit[] {
  const before = folderOf(file);
  const after = folderOf(movedPath(file, moves));
  const edits: TextEdit[] = [];
  for (const { span, path } of documentLinks(document)) {
    const known = knownPart(path);
    if (known === undefined || span.end - span.start !== path.length) continue;
    const target = movedPath(resolvePath(before, known), moves);
    if (target === resolvePath(after, known)) continue;
    const newText = known.startsWith('/') ? target : relativePath(after, target, known);
    const isFolder = known.length < path.length;
    edits.push({
      span: { start: span.start, end: span.start + known.length },
      newText: isFolder ? `${newText}${separatorOf(path)}` : newText,
    });
  }
  return edits.sort((one, other) => one.span.start - other.span.start);
}

/** Where a path is after the moves; the innermost folder that moves decides. */
export function movedPath(path: string, moves: readonly FileMove[]): string {
  const [move] = moves
    .filter(({ from }) => path === from || path.startsWith(`${from}/`))
    .sort((one, other) => other.from.length - one.from.length);
  return move === undefined ? path : move.to + path.slice(move.from.length);
}

/** The path, or the folder with its last separator that stands before the first reference; undefined where nothing can be known. */
function knownPart(path: string): string | undefined {
  if (path === '' || path.startsWith('{{') || /^[a-z][a-z0-9+.-]*:/i.test(path)) return undefined;
  const reference = path.indexOf('{{');
  return reference < 0 ? path : path.slice(0, reference).replace(/[^\\/]*$/, '');
}

/** An absolute path without `.`, `..` and a last slash. */
function resolvePath(folder: string, path: string): string {
  const typed = path.replaceAll('\\', '/');
  const segments: string[] = [];
  for (const segment of (typed.startsWith('/') ? typed : `${folder}/${typed}`).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/** The way from a folder to a path, in the manner of the path that stood there. */
function relativePath(folder: string, path: string, typed: string): string {
  const from = folder.split('/').filter((segment) => segment !== '');
  const to = path.split('/').filter((segment) => segment !== '');
  const differing = from.findIndex((segment, index) => segment !== to[index]);
  const common = differing < 0 ? from.length : differing;
  const segments = [...from.slice(common).map(() => '..'), ...to.slice(common)];
  const isBare = !typed.startsWith('.');
  const dotted = isBare || segments[0] === '..' ? segments : ['.', ...segments];
  return dotted.join(separatorOf(typed));
}

function separatorOf(path: string): string {
  return path.includes('\\') && !path.includes('/') ? '\\' : '/';
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}
