import type { Block, ParsedRequest, Script } from '../document';
import { fileVariables } from '../names/references';
import { keptNames } from './directives';
import { insertion, open, type Change, type Source } from './change';
import type { RequestNames } from './names';
import { readScript, type ScriptMeaning } from './readScript';

/** Scripts: the assertions, references and variables that say the same; what is left of one stays where it stands and is not run. */
export function scriptChanges(
  source: Source,
  names: RequestNames,
  { keepsValues, replacesScripts }: { readonly keepsValues: boolean; readonly replacesScripts: boolean },
): readonly Change[] {
  const named = new Set<ParsedRequest>();
  const found = readScripts(source, names, keepsValues).map((each) => ({
    ...each,
    isAll: each.isAll && replacesScripts,
  }));
  const replaceable = found.filter(({ isAll }) => isAll).map(({ script }) => script);
  return found.map((each) => {
    const isNaming = each.newName !== undefined && !named.has(each.request);
    if (isNaming) named.add(each.request);
    const { script, request } = each;
    const isAlone = script.span.end <= request.lineSpan.start || endsRequest(source, each, replaceable);
    return scriptChange(source, { ...each, isAll: each.isAll && isAlone }, isNaming);
  });
}

/** One script, and the lines that take its place. */
interface ReadScript {
  readonly block: Block;
  readonly request: ParsedRequest;
  readonly script: Script;
  readonly meaning: ScriptMeaning;
  /** Lines such as `@token = {{login.response.body.$.token}}`. */
  readonly variables: readonly string[];
  /** Undefined: the request has its name already. */
  readonly newName: string | undefined;
  readonly isAll: boolean;
}

function readScripts(source: Source, names: RequestNames, keepsValues: boolean): readonly ReadScript[] {
  const { document } = source;
  const found = document.blocks.flatMap((block) => {
    const { request } = block;
    if (request === undefined) return [];
    return request.scripts.map((script) => {
      const meaning = readScript(document.text.slice(script.span.start, script.span.end));
      return { block, request, script, meaning };
    });
  });
  const free = freeVariables(source, found);
  return found.map(({ block, request, script, meaning }) => {
    const kept = meaning.kept.filter(({ name }) => keepsValues && script.kind === 'after' && free(name));
    const fixed = meaning.fixed.filter(({ name }) => keepsValues && free(name));
    const variables = [
      ...kept.map(({ name, from }) => `@${name} = {{${names.of(request)}.response.${from}}}`),
      ...fixed.map(({ name, value }) => `@${name} = ${value}`.trimEnd()),
    ];
    const isSaid = kept.length + fixed.length === meaning.kept.length + meaning.fixed.length;
    const newName = kept.length > 0 && !names.isNamed(request) ? names.of(request) : undefined;
    return { block, request, script, meaning, variables, newName, isAll: meaning.isAll && isSaid };
  });
}

/** Tells of a name whether a line in the file may define it: nothing else does, and one script alone. */
function freeVariables(
  { document }: Source,
  found: readonly { readonly meaning: ScriptMeaning }[],
): (name: string) => boolean {
  const defined = new Set([...fileVariables(document).map(({ name }) => name), ...keptNames(document.text)]);
  const set = new Map<string, number>();
  for (const { meaning } of found)
    for (const { name } of [...meaning.kept, ...meaning.fixed]) set.set(name, (set.get(name) ?? 0) + 1);
  // Set somewhere in words that were not understood: nobody knows which one is meant.
  const calls = document.text.matchAll(/\b(?:global|variables|environment)\.set\(\s{0,9}["']([\w.-]{1,80})["']/g);
  const mentions = new Map<string, number>();
  for (const [, name = ''] of calls) mentions.set(name, (mentions.get(name) ?? 0) + 1);
  return (name) => !defined.has(name) && set.get(name) === 1 && (mentions.get(name) ?? 0) <= 1;
}

function scriptChange(source: Source, read: ReadScript, isNaming: boolean): Change {
  const { document, lineEnd } = source;
  const { request, script, meaning, variables, newName, isAll } = read;
  const { span } = script;
  const isFile = !/\{%|^\{\{/.test(document.text.slice(span.start, span.end));
  const assertions = meaning.assertions.filter((line) => !request.assertions.some(({ text }) => `?? ${text}` === line));
  const above = [...(isNaming ? [`# @name ${newName ?? ''}`] : []), ...variables];
  const head = above.length === 0 ? [] : [insertion(request.span.start, above.map((line) => line + lineEnd).join(''))];
  if (isAll) {
    const newText = script.kind === 'after' ? assertions.join(lineEnd) : '';
    const advice = `The same is said by ${quoted([...meaning.assertions, ...variables])}.`;
    const remark = { span, kind: 'changed', what: 'Scripts are not run', advice } as const;
    const replaced = newText === '' ? { start: span.start, end: lineEndAfter(source, span.end) } : span;
    return { edits: [...head, { span: replaced, newText }], remark };
  }
  const tail =
    script.kind === 'after' && assertions.length > 0
      ? [insertion(span.end, assertions.map((line) => lineEnd + line).join(''))]
      : [];
  const what = isFile ? 'This script file is not run' : 'This script is not run';
  return open(span, { what, advice: adviceOn(read) }, [...head, ...tail]);
}

function adviceOn({ meaning, variables, script }: ReadScript): string {
  const said = [...meaning.assertions, ...variables];
  if (said.length > 0) return `A part of it is said by ${quoted(said)}; look at the rest.`;
  const [kept] = meaning.kept;
  if (kept !== undefined) {
    return `It keeps "${kept.name}", which is set in several places. Refer to the answer that is meant: \`{{NAME.response.${kept.from}}}\`.`;
  }
  return script.kind === 'before'
    ? 'Use variables (`@name = value`), dynamic values or `# @ref NAME` instead.'
    : 'Use assertions (`?? status == 200`) or references (`{{NAME.response.body.$.id}}`) instead.';
}

function quoted(lines: readonly string[]): string {
  return lines.map((line) => `\`${line}\``).join(', ');
}

/** Where the line after an offset begins: a script of which nothing is left takes its line along. */
function lineEndAfter({ document }: Source, offset: number): number {
  const feed = document.text.indexOf('\n', offset);
  return feed < 0 || document.text.slice(offset, feed).trim() !== '' ? offset : feed + 1;
}

/** Whether nothing but blank lines follow, and scripts that are replaced as well: then assertions may take its place. */
function endsRequest(
  { document }: Source,
  { block, script }: Pick<ReadScript, 'block' | 'script'>,
  replaceable: readonly Script[],
): boolean {
  const { end } = block.span;
  const below = replaceable.filter(({ span }) => span.start >= script.span.end && span.end <= end);
  const ends = [script, ...below].map(({ span }) => span.end);
  const starts = [...below.map(({ span }) => span.start), end];
  return ends.every((from, index) => document.text.slice(from, starts[index]).trim() === '');
}
