import type { Span } from '../../base/span';
import { fieldNames } from '../words/fieldNames';
import type { Completion, CompletionPlace } from './completion';

/** Names of fields, those the request does not have yet first. */
export function fieldNameCompletions({ block, line, scope }: CompletionPlace, replaces: Span): readonly Completion[] {
  const typed = new Set(block.request?.fields.map((field) => field.nameText.toLowerCase()));
  const hasColon = scope.document.text.slice(replaces.end, line.end).trimStart().startsWith(':');
  const offered = [...fieldNames.values()].map(({ name, meaning }): Completion => ({
    label: name,
    kind: 'field',
    detail: '',
    documentation: meaning,
    insertText: hasColon ? name : `${name}: `,
    replaces,
  }));
  const isTyped = (each: Completion) => typed.has(each.label.toLowerCase());
  return [...offered.filter((each) => !isTyped(each)), ...offered.filter(isTyped)];
}

/** Values a known field takes. */
export function fieldValueCompletions({ scope }: CompletionPlace, name: string, replaces: Span): readonly Completion[] {
  const values = fieldNames.get(name.toLowerCase())?.values ?? [];
  const tokens =
    name.toLowerCase() === 'authorization' ? scope.context.profiles.map((each) => `Bearer {{$token ${each}}}`) : [];
  return [...tokens, ...values].map((value) => ({
    label: value,
    kind: 'value',
    detail: '',
    documentation: '',
    insertText: value,
    replaces,
  }));
}
