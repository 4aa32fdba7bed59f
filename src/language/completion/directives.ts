import type { Span } from '../../base/span';
import { directiveKey, directives } from '../words/directives';
import type { Completion, CompletionPlace } from './completion';

/** Keys behind `# @`, and behind a key what it takes. */
export function directiveCompletions(place: CompletionPlace): readonly Completion[] {
  const { before, offset, scope, line } = place;
  const typed = /^[ \t]*(?:#+|\/\/+)[ \t]*(@?)([\w-]*)$/.exec(before);
  if (typed !== null) {
    const [, at = '', word = ''] = typed;
    if (at === '' && word !== '') return [];
    let end = offset;
    while (end < line.end && /[\w-]/.test(scope.document.text.charAt(end))) end++;
    return keyCompletions({ start: offset - word.length - at.length, end });
  }
  const value = /^[ \t]*(?:#+|\/\/+)[ \t]*@([\w-]+)[ \t]+(.*)$/.exec(before);
  if (value === null) return [];
  return valueCompletions(place, directiveKey(value[1] ?? ''), {
    start: offset - (value[2] ?? '').length,
    end: offset,
  });
}

function keyCompletions(replaces: Span): readonly Completion[] {
  return [...directives.values()].map(({ key, usage, meaning }) => {
    const name = key === 'forceref' ? 'forceRef' : key;
    const insertText = `@${name}${usage === '' ? '' : ' '}`;
    return { label: `@${name}`, kind: 'directive', detail: usage, documentation: meaning, insertText, replaces };
  });
}

function valueCompletions({ scope }: CompletionPlace, key: string, replaces: Span): readonly Completion[] {
  const values: Completion[] = (directives.get(key)?.values ?? []).map((value) => completion(value, 'value', replaces));
  if (key === 'ref' || key === 'forceref') {
    values.push(...[...scope.requests.keys()].map((name) => completion(name, 'request', replaces)));
  }
  if (key === 'auth') values.push(...scope.context.profiles.map((name) => completion(name, 'profile', replaces)));
  return values;
}

function completion(label: string, kind: Completion['kind'], replaces: Span): Completion {
  return { label, kind, detail: '', documentation: '', insertText: label, replaces };
}
