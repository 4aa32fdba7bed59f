import { skipBlanks } from './blanks';
import { content, setKind, type Line, type LineKind, type Scanner } from './line';
import { isCurl, isPastAnswer, isStatusLine, isTitleLike, remarkKind } from './lineForms';
import { isRequestLine, isSecondRequestLine } from './requestLine';
import { scanBlockComment } from './scanBlockComment';
import { scanScript } from './scanScript';
import { markExample } from './secondRequest';

/** Lines above the request line, and that line. Tells the line to go on with. */
export function scanHead(scanner: Scanner, first: number): number {
  const { lines } = scanner;
  for (let at = first; at < lines.length;) {
    const line = lines[at];
    if (line === undefined) break;
    if (line.kind === 'blank') {
      at++;
      continue;
    }
    const typed = content(scanner, line);
    const after = scanScript(scanner, at) ?? scanBlockComment(scanner, at);
    if (after !== undefined) {
      at = after;
      continue;
    }
    if (isStatusLine(typed)) return markExample(scanner, at);
    if (isCurl(typed)) return scanCurl(scanner, at);
    setKind(line, isTitle(scanner, at, typed) ? 'unreachable' : headKind(typed));
    at++;
    if (line.kind === 'requestLine') return at;
  }
  return lines.length;
}

/** `GET ALL USERS` right above a request line is its title: somebody forgot the `###`. */
function isTitle(scanner: Scanner, at: number, typed: string): boolean {
  if (!isTitleLike(typed)) return false;
  const below = scanner.lines[at + 1];
  return below !== undefined && isSecondRequestLine(content(scanner, below));
}

function headKind(typed: string): LineKind {
  const remark = remarkKind(typed);
  if (remark !== undefined) return remark;
  if (isRequestLine(typed)) return 'requestLine';
  if (isPastAnswer(typed)) return 'pastAnswer';
  if (/^(?:import|run)[ \t]+\S/.test(typed)) return 'foreign';
  return 'unreachable';
}

/** A line below a command that can only be more of it, although nothing says so at the end of the line above. */
function beginsWithOption({ text }: Scanner, line: Line | undefined): boolean {
  return line !== undefined && /^--?[A-Za-z]/.test(text.slice(line.from, line.from + 3));
}

/** Marks a `curl` command, which goes on after a `\`, inside quotes and before an option. Tells the line after it. */
function scanCurl(scanner: Scanner, first: number): number {
  const { lines, text } = scanner;
  let quote: string | undefined;
  const last = lines.findLastIndex((line) => line.kind !== 'blank');
  for (let at = first; at <= last; at++) {
    const line = lines[at];
    if (line === undefined) break;
    setKind(line, 'curl');
    let isContinued = false;
    for (let index = line.from; index < line.end; index++) {
      const unit = text.charAt(index);
      isContinued = false;
      if (quote !== undefined) {
        if (unit === '\\' && quote === '"') index++;
        else if (unit === quote) quote = undefined;
      } else if (unit === '\\') {
        isContinued = skipBlanks(text, index + 1, line.end) === line.end;
        if (isContinued) break;
        index++;
      } else if (unit === "'" || unit === '"') quote = unit;
    }
    if (quote === undefined && !isContinued && !beginsWithOption(scanner, lines[at + 1])) return at + 1;
  }
  return lines.length;
}
