import { insert, lineStart, replace, type Fixer } from './quickFix';

/** Lines that stand where they mean something else. */
export const layoutFixes: Readonly<Record<string, Fixer>> = {
  'missing-separator': ({ block, lineEnd }) => [insert('Put ### before it', block.span.start, `###${lineEnd}`)],
  'indented-separator': ({ scope, span }) => [
    replace(
      'Move ### to the start of the line',
      { start: lineStart(scope.document.text, span.start), end: span.start },
      '',
    ),
  ],
  'missing-blank-line': ({ scope, span, lineEnd }) => [
    insert('Put a blank line before the body', lineStart(scope.document.text, span.start), lineEnd),
  ],
  'unreachable-text': ({ span, typed }) => [
    {
      title: 'Make it a comment',
      edits: [...typed.matchAll(/^/gm)].map(({ index }) => {
        const start = span.start + index;
        return { span: { start, end: start }, newText: '# ' };
      }),
    },
  ],
};
