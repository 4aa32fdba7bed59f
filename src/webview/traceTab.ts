import './trace.css';
import type { Fact, NoteView, Phase, StepView, TraceView } from '../view/responseView';
import { wordDuration } from '../view/wording/quantity';
import { element, prose } from './element';
import { fieldTable } from './fieldTable';
import { toolButton } from './toolButton';

/** What a step can be asked for; an absent member has no button. */
interface TraceActions {
  /** Copies the exchange with this one-based number as a cURL command. */
  readonly copy: ((step: number) => void) | undefined;
}

/** In a longer trace each step is one line, and its rule comes to sight when the step is opened. */
const fewSteps = 12;

/** Every exchange in order, on one scale of time, with its rule and what was dropped; each opens to its timings, fields and body. */
export function renderTrace(trace: TraceView, actions: TraceActions): HTMLElement {
  if (trace.steps.length === 0) return element('p', { class: 'nothing' }, 'Nothing was sent.');
  const isSingle = trace.steps.length === 1;
  const steps = trace.steps.map((step) => renderStep(step, trace, actions));
  for (const step of steps) step.open = isSingle;
  return element(
    'div',
    { class: 'trace' },
    ...(trace.notes.length === 0 ? [] : [noteList(trace.notes, 'About the whole run')]),
    renderHead(trace, steps),
    element('ol', { class: 'steps', 'aria-label': 'Steps' }, ...steps.map((step) => element('li', {}, step))),
    renderLegend(trace),
  );
}

/** The time axis over the bars, and what opens or closes every step. */
function renderHead({ total, steps: { length } }: TraceView, steps: readonly HTMLDetailsElement[]): HTMLElement {
  const openAll = (isOpen: boolean) => (): void => {
    for (const step of steps) step.open = isOpen;
  };
  const ticks = ticksOf(total).map((at) => {
    const tick = element('span', { class: 'tick' }, wordDuration(at));
    tick.style.left = `${share(at, total)}%`;
    return tick;
  });
  const tools = element(
    'span',
    { class: 'trace-tools' },
    toolButton('expand-all', 'Open every step', openAll(true)),
    toolButton('collapse-all', 'Close every step', openAll(false)),
    element('span', { class: 'muted' }, `${length} ${length === 1 ? 'step' : 'steps'}`),
  );
  return element(
    'div',
    { class: 'trace-head' },
    tools,
    element('span', { class: 'axis', 'aria-hidden': 'true' }, ...ticks),
    element('span', { class: 'took' }, wordDuration(total)),
  );
}

/** Round times on the scale, at most five and the last of them well before its end. */
function ticksOf(total: number): readonly number[] {
  if (total <= 0) return [];
  const power = 10 ** Math.floor(Math.log10(total / 5));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => total / each <= 5) ?? total;
  return Array.from({ length: Math.floor((total * 0.9) / step) + 1 }, (_, place) => place * step);
}

function renderStep(step: StepView, { total, steps }: TraceView, actions: TraceActions): HTMLDetailsElement {
  const reasons = reasonsOf(step);
  const isShort = steps.length <= fewSteps;
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
    ...(isShort ? reasons : []),
  );
  const made = element('details', {}, summary);
  let isFilled = false;
  made.addEventListener('toggle', () => {
    if (!isFilled) made.append(renderDetails(step, isShort ? [] : reasons, actions));
    isFilled = true;
  });
  return made;
}

/** Why the client took this step, and what it changed in it: in sight of a closed step. The user took the first one. */
function reasonsOf({ why, notes }: StepView): readonly HTMLElement[] {
  const reasons = why.rule === '' ? notes : [why, ...notes];
  if (reasons.length === 0) return [];
  return [
    element(
      'span',
      { class: 'reasons' },
      ...reasons.map((reason) => element('span', { class: 'reason' }, ...ruled(reason), ' ')),
    ),
  ];
}

function renderDetails(step: StepView, reasons: readonly HTMLElement[], { copy }: TraceActions): HTMLElement {
  const { number } = step;
  const tools = copy === undefined ? [] : [toolButton('terminal', `Copy step ${number} as cURL`, () => copy(number))];
  return element(
    'div',
    { class: 'details' },
    element('div', { class: 'why' }, element('p', {}, step.why.rule === '' ? step.why.text : ''), ...tools),
    ...reasons,
    factList([...step.phases.map(phaseFact), ...step.facts]),
    fieldTable(step.requestLine, step.requestFields),
    ...(step.requestBody === undefined || step.requestBody === ''
      ? []
      : [
          element(
            'pre',
            { tabindex: '0', role: 'region', 'aria-label': `Body sent in step ${number}` },
            step.requestBody,
          ),
        ]),
    ...(step.statusLine === undefined ? [] : [fieldTable(step.statusLine, step.responseFields)]),
    ...(step.trailers.length === 0 ? [] : [fieldTable('Trailers', step.trailers)]),
  );
}

function phaseFact({ label }: Phase): Fact {
  const [name = '', value = ''] = label.split(': ');
  return { name, value, detail: undefined };
}

function renderBar({ phases, start }: StepView, total: number): HTMLElement {
  const stretches = phases.map((phase) => {
    const stretch = element('span', { class: `phase phase-${phase.name}`, title: phase.label });
    stretch.style.left = `min(${share(phase.start, total)}%, 100% - 2px)`;
    stretch.style.width = `max(2px, ${share(phase.duration, total)}%)`;
    return stretch;
  });
  const words = [`from ${wordDuration(start)}`, ...phases.map(({ label }) => label)].join(', ');
  const label = phases.length === 0 ? 'no timings' : words;
  return element('span', { class: 'bar', role: 'img', 'aria-label': label }, ...stretches);
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
  const said = element('span', {}, ...prose(text));
  return rule === '' ? [said] : [element('span', { class: 'rule', title: `Rule ${rule}` }, rule), said];
}

function factList(facts: readonly Fact[]): HTMLElement {
  const items = facts.map(({ name, value }) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
  return element('dl', { class: 'facts' }, ...items);
}
