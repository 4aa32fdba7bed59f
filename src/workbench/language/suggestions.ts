import * as vscode from 'vscode';
import { languageId } from '../documents';
import { lazyContents } from '../send/lazyContents';
import type { Runs } from '../send/runs';
import { lastAnswer } from './lastAnswer';
import { rangeOf } from './places';
import { readRequestText, type LanguageSources } from './requestText';
import { completionItem } from './completionItem';

/** Completion, hovers, and the colours of names. */
export function registerSuggestions(runs: Runs, sources: LanguageSources): vscode.Disposable {
  const selector = { language: languageId };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        provideCompletionItems: async (text, position) => {
          const read = await readRequestText(sources, text);
          const { services, document } = read;
          const answers = await lastAnswer({ runs, contents: lazyContents }, read, { text, position });
          const context = answers === undefined ? read.context : { ...read.context, answers };
          return services
            .completions(document, text.offsetAt(position), context)
            .map((completion, index) => completionItem(text, completion, index));
        },
      },
      ...['{', '$', '@', ':', '.', '/', ' '],
    ),
    vscode.languages.registerHoverProvider(selector, {
      provideHover: async (text, position) => {
        const { services, document, context } = await readRequestText(sources, text);
        const told = services.hover(document, text.offsetAt(position), context);
        if (told === undefined) return undefined;
        const markdown = new vscode.MarkdownString();
        if (told.value !== undefined) markdown.appendCodeblock(told.value, 'text');
        told.lines.forEach((line) => markdown.appendText(`${line}\n\n`));
        return new vscode.Hover(markdown, rangeOf(text, told.span));
      },
    }),
  );
}
