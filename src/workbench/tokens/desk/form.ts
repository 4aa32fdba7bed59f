import * as vscode from 'vscode';
import type { Draft } from './draft';
import { questionsOf, type FormSurroundings, type Question } from './questions';

/** The finished draft, or undefined when the person left the form. Answers stay when one goes back. */
export async function askDraft(title: string, start: Draft, around: FormSurroundings): Promise<Draft | undefined> {
  let draft = start;
  let index = 0;
  for (;;) {
    const questions = questionsOf(draft, around);
    const question = questions[index];
    if (question === undefined) return draft;
    const place: Place = { title, step: index + 1, totalSteps: questions.length };
    const answer = await ask(question, place);
    if (answer === 'left') return undefined;
    if (answer === 'back') {
      index = Math.max(0, index - 1);
      continue;
    }
    draft = answer.draft;
    if (answer.isWhole) return draft;
    index += 1;
  }
}

interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

type Answer = { readonly draft: Draft; readonly isWhole: boolean } | 'back' | 'left';

function ask(question: Question, place: Place): Promise<Answer> {
  switch (question.kind) {
    case 'text':
      return askText(question, place);
    case 'choice':
      return askChoice(question, place);
    case 'file':
      return askFile(question, place);
  }
}

function askText(question: Question & { readonly kind: 'text' }, place: Place): Promise<Answer> {
  const { prompt, placeholder, value, isSecret = false, isOptional = false, complaint, trial, answer } = question;
  const box = vscode.window.createInputBox();
  Object.assign(box, { ...place, prompt, placeholder, value, password: isSecret, ignoreFocusOut: true });
  const wrong = (text: string) => (text === '' ? undefined : complaint?.(text));
  const accept = async (): Promise<Draft | undefined> => {
    const text = box.value.trim();
    box.validationMessage = text === '' && !isOptional ? 'An answer is needed.' : wrong(text);
    if (box.validationMessage !== undefined) return undefined;
    box.busy = true;
    box.validationMessage = text === '' ? undefined : await trial?.(text);
    box.busy = false;
    return box.validationMessage === undefined ? answer(text) : undefined;
  };
  box.onDidChangeValue((text) => (box.validationMessage = wrong(text.trim())));
  return shown(box, place, async (settle) => {
    const draft = await accept();
    if (draft !== undefined) settle({ draft, isWhole: false });
  });
}

function askChoice({ prompt, choices, chosen }: Question & { readonly kind: 'choice' }, place: Place): Promise<Answer> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly answer: Answer }>();
  pick.items = choices.map(({ label, description, detail, draft, isWhole = false }) => ({
    label,
    answer: { draft, isWhole },
    ...(description === undefined ? {} : { description }),
    ...(detail === undefined ? {} : { detail }),
  }));
  Object.assign(pick, { ...place, placeholder: prompt, ignoreFocusOut: true, matchOnDescription: true });
  pick.activeItems = pick.items.filter(({ label }) => label === chosen);
  return shown(pick, place, (settle) => {
    const [item] = pick.selectedItems;
    if (item !== undefined) settle(item.answer);
  });
}

/** One quick input until it is answered, left, or gone back from. */
function shown(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem & { readonly answer: Answer }>,
  { step }: Place,
  accepted: (settle: (answer: Answer) => void) => unknown,
): Promise<Answer> {
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  return new Promise<Answer>((resolve) => {
    input.onDidAccept(() => accepted(resolve));
    input.onDidTriggerButton(() => resolve('back'));
    input.onDidHide(() => resolve('left'));
    input.show();
  }).finally(() => input.dispose());
}

/** Leaving the dialog goes back, as a file is one of several ways. */
async function askFile({ prompt, trial, answer }: Question & { readonly kind: 'file' }, place: Place): Promise<Answer> {
  const title = `${place.title}: ${prompt}`;
  for (;;) {
    const [uri] = (await vscode.window.showOpenDialog({ title, openLabel: 'Use This Key' })) ?? [];
    if (uri === undefined) return 'back';
    const text = await textOf(uri);
    const complaint = text === undefined ? `${uri.fsPath} cannot be read.` : await trial(text);
    if (text !== undefined && complaint === undefined) return { draft: answer(text), isWhole: false };
    const chosen = await vscode.window.showWarningMessage(
      'This file cannot be used.',
      { modal: true, detail: complaint ?? '' },
      'Choose Another File',
    );
    if (chosen === undefined) return 'back';
  }
}

/** Keys are short; what is longer is none. Octets. */
const longestKey = 65_536;

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const octets = await vscode.workspace.fs.readFile(uri);
    return octets.length > longestKey ? '' : new TextDecoder().decode(octets);
  } catch {
    return undefined;
  }
}
