import type { Block } from '../document';
import { otherProtocols } from '../words/methods';
import { scanBlock } from '../parse/scan';
import type { Line } from '../parse/line';
import { changed, insertion, open, type Change, type Source } from './change';
import { dialectNames } from './dialect';

/** Lines between requests: `###` where it is missing, JetBrains' `import` and `run`, and protocols that are not sent. */
export function layoutChanges(source: Source): readonly Change[] {
  return source.document.blocks.flatMap((block, index) => [
    ...separator(source, block, index),
    ...lineChanges(source, block),
    ...protocol(block),
    ...sharedBlock(source, block),
  ]);
}

function separator({ lineEnd }: Source, { span, separator: own }: Block, index: number): readonly Change[] {
  if (index === 0 || own !== undefined) return [];
  return [{ edits: [insertion(span.start, `###${lineEnd}`)], remark: undefined }];
}

function lineChanges(source: Source, { span }: Block): readonly Change[] {
  const { text } = source.document;
  const stretch = text.slice(span.start, span.end);
  if (!/^[ \t]*(?:import|run|\.\.\.)/m.test(stretch)) return [];
  return scanBlock(text, span.start, span.end).flatMap((line) => {
    const typed = text.slice(line.from, line.to);
    if (line.kind === 'foreign') return foreignLine(source, line, typed);
    return line.kind === 'field' && typed.startsWith('...') ? [open({ start: line.from, end: line.to }, spread)] : [];
  });
}

const spread = {
  what: 'Fields that a script made cannot be sent',
  advice: 'Write them out, one in each line.',
};

function foreignLine({ dialect }: Source, { from, to }: Line, typed: string): readonly Change[] {
  const span = { start: from, end: to };
  const [word = '', ...rest] = typed.split(/[ \t]+/);
  const argument = rest.join(' ');
  const own = dialectNames[dialect === 'kulala' ? 'kulala' : 'jetBrains'];
  if (word === 'import') {
    const told = { what: '`import` is a directive here', advice: `It is \`# @import ${argument}\` now.` };
    return [changed(span, `# @import ${argument}`, told)];
  }
  const what = `\`${typed}\` runs other requests`;
  return [open(span, { what, advice: runAdvice(argument) }, [{ span, newText: `# ${own}: ${typed}` }])];
}

/** `#Sign in (@from=2024-02-01)` as a command line. */
function runAdvice(argument: string): string {
  const [target = '', values = ''] = argument.replace(/\)$/, '').split('(');
  const variables = values
    .split(/,\s*/)
    .flatMap((each) => /^\s*@?([^\s=]+)\s*=\s*(.*?)\s*$/.exec(each)?.slice(1, 3).join('=') ?? [])
    .map((each) => ` --var ${quoted(each)}`)
    .join('');
  const file = target.trim();
  const command = file.startsWith('#') ? `FILE --name ${quoted(file.slice(1).trim())}` : quoted(file);
  return `Run them with \`rcreq run ${command}${variables}\`, or let a request that needs them say \`# @ref NAME\`.`;
}

function quoted(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function protocol({ request }: Block): readonly Change[] {
  if (request === undefined || !otherProtocols.has(request.method)) return [];
  const span = request.methodSpan ?? request.lineSpan;
  return [open(span, { what: `${request.method} is not HTTP`, advice: 'Only HTTP requests are sent here.' })];
}

/** Kulala runs what stands under this title before all other requests. */
function sharedBlock({ dialect }: Source, { title, separator: line, request }: Block): readonly Change[] {
  if (dialect !== 'kulala' || line === undefined || request === undefined) return [];
  if (!/^shared(?: each)?$/i.test(title ?? '')) return [];
  const what = 'This request is not sent before the others';
  return [
    open(line, {
      what,
      advice: 'Its variables hold for the file. Give it a name, and write `# @ref NAME` above those that need it.',
    }),
  ];
}
