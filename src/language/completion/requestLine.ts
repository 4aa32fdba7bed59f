import type { Span } from '../../base/span';
import { methods } from '../words/methods';
import { requestsOf } from '../names/references';
import { templateText } from '../parse/template';
import type { Completion, CompletionPlace } from './completion';

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

/** URLs that this file and the workspace already use: first the bases, then the whole ones. `start` is where the URL begins. */
export function urlCompletions({ scope, block, offset, line }: CompletionPlace, start: number): readonly Completion[] {
  const own = requestsOf(scope.document)
    .filter((request) => request !== block.request)
    .map((request) => templateText(request.url));
  const urls = [...own, ...scope.context.urls].filter((url) => url !== '');
  const bases = urls.flatMap((url) => /^(?:\{\{[^}]*\}\}|[a-z]+:\/\/[^/?#]+)/i.exec(url)?.[0] ?? []);
  const typed = scope.document.text.slice(start, offset);
  const offered = [...new Set([...bases, ...urls])].filter((url) => url.startsWith(typed) && url !== typed);
  const replaces = { start, end: Math.max(offset, urlEnd(scope.document.text, offset, line.end)) };
  return offered.map((url) => ({ label: url, kind: 'url', detail: '', documentation: '', insertText: url, replaces }));
}

function urlEnd(text: string, offset: number, lineEnd: number): number {
  let end = offset;
  while (end < lineEnd && !/\s/.test(text.charAt(end))) end++;
  return end;
}
