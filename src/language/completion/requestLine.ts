import type { Span } from '../../base/span';
import { methods } from '../words/methods';
import type { KnownUrl } from '../context';
import type { Completion, CompletionPlace } from './completion';
import { usedUrls } from './usedUrls';

/** Every method. */
export function methodCompletions({ scope, line }: CompletionPlace, replaces: Span): readonly Completion[] {
  const hasUrl = scope.document.text.slice(replaces.end, line.end).trim() !== '';
  return [...methods.values()].map(({ name, meaning }) => ({
    label: name,
    kind: 'method',
    detail: '',
    documentation: meaning,
    insertText: hasUrl ? name : `${name} `,
    replaces,
  }));
}

/** URLs that this file and the workspace already use: first the next steps, then whole ones. `start` is where the URL begins. */
export function urlCompletions(place: CompletionPlace, start: number): readonly Completion[] {
  const { offset, line, scope } = place;
  const { text } = scope.document;
  const { steps, wholes } = usedUrls(place, text.slice(start, offset));
  const stepEnd = endOf(/[\s/?#]/, text, offset, line.end);
  const wholeEnd = endOf(/\s/, text, offset, line.end);
  return [
    ...steps.map((used) => urlCompletion(used, { start, end: stepEnd })),
    ...wholes.map((used) => urlCompletion(used, { start, end: wholeEnd })),
  ];
}

function urlCompletion({ url, count }: KnownUrl, replaces: Span): Completion {
  const detail = count === 1 ? '' : `${count} requests`;
  return { label: url, kind: 'url', detail, documentation: '', insertText: url, replaces };
}

function endOf(stop: RegExp, text: string, offset: number, lineEnd: number): number {
  let end = offset;
  while (end < lineEnd && !stop.test(text.charAt(end))) end++;
  return end;
}
