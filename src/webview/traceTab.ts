import type { Fact, NoteView, Phase, StepView, TraceView } from '../view/responseView';
import { wordDuration } from '../view/wording/quantity';
import { element } from './element';
import { fieldTable } from './fieldTable';

/** Every exchange in order, on one scale of time; each opens to its rule, its fields and what was dropped. */
export function renderTrace(trace: TraceView): HTMLElement {
  if (trace.steps.length === 0) return element('p', { class: 'nothing' }, 'Nothing was sent.');
  const isSingle = trace.steps.length === 1;
  return element(
    'div',
    { class: 'trace' },
    ...(trace.notes.length === 0 ? [] : [noteList(trace.notes, 'About the whole run')]),
    element(
      'ol',
      { class: 'steps' },
      ...trace.steps.map((step) => element('li', {}, renderStep(step, trace.total, isSingle))),
    ),
    renderLegend(trace),
  );
}

function renderStep(step: StepView, total: number, isOpen: boolean): HTMLElement {
  const summary = element(
    'summary',
    {},
    element('span', { class: 'number' }, String(step.number)),
    element(
      'span',
      { class: 'what', title: step.url },
      element('span', { class: 'method' }, step.method),
      ` ${step.path} `,
      element('span', { class: 'muted' }, step.host),
    ),
    element('span', { class: `result tone-${step.tone}` }, step.result),
    renderBar(step, total),
    element('span', { class: 'took' }, wordDuration(step.duration)),
  );
  const made = element('details', {}, summary);
  let isFilled = false;
  made.addEventListener('toggle', () => {
    if (!isFilled) made.append(renderDetails(step));
    isFilled = true;
  });
  made.open = isOpen;
  return made;
}

function renderDetails(step: StepView): HTMLElement {
  return element(
    'div',
    { class: 'details' },
    element('p', { class: 'why' }, ...ruled(step.why)),
    element('p', { class: 'where' }, `${step.method} ${step.url}`),
    ...(step.notes.length === 0 ? [] : [noteList(step.notes, 'What this step changed')]),
    factList([...step.phases.map(phaseFact), ...step.facts]),
    fieldTable('Request fields', step.requestFields),
    fieldTable('Response fields', step.responseFields),
  );
}

function phaseFact({ label }: Phase): Fact {
  const [name = '', value = ''] = label.split(': ');
  return { name, value, detail: undefined };
}

function renderBar({ phases }: StepView, total: number): HTMLElement {
  const stretches = phases.map((phase) => {
    const stretch = element('span', { class: `phase phase-${phase.name}`, title: phase.label });
    stretch.style.left = `${share(phase.start, total)}%`;
    stretch.style.width = `max(2px, ${share(phase.duration, total)}%)`;
    return stretch;
  });
  const words = phases.map(({ label }) => label).join(', ');
  return element(
    'span',
    { class: 'bar', role: 'img', 'aria-label': words === '' ? 'no timings' : words },
    ...stretches,
  );
}

function share(duration: number, total: number): number {
  return total <= 0 ? 0 : Math.min(100, (duration / total) * 100);
}

/** The phases that occur, with their colours. */
function renderLegend({ steps }: TraceView): HTMLElement {
  const labels = new Map(
    steps.flatMap(({ phases }) => phases.map(({ name, label }) => [name, label.split(':')[0] ?? name] as const)),
  );
  const entries = Array.from(labels, ([name, label]) =>
    element('li', {}, element('span', { class: `swatch phase-${name}` }), label),
  );
  return element('ul', { class: 'legend', 'aria-label': 'Colours of the bars' }, ...entries);
}

function noteList(notes: readonly NoteView[], name: string): HTMLElement {
  return element(
    'ul',
    { class: 'rules', 'aria-label': name },
    ...notes.map((note) => element('li', {}, ...ruled(note))),
  );
}

function ruled({ rule, text }: NoteView): readonly (Node | string)[] {
  return rule === '' ? [text] : [element('span', { class: 'rule', title: `Rule ${rule}` }, rule), text];
}

function factList(facts: readonly Fact[]): HTMLElement {
  const items = facts.map(({ name, value }) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
  return element('dl', { class: 'facts' }, ...items);
}
