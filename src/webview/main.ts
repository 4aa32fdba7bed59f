import './panel.css';
import './body.css';
import { assertNever } from '../base/assertNever';
import type { HostMessage } from '../view/protocol';
import type { TabName } from '../view/responseView';
import { BrokenPage } from './brokenPage';
import { element } from './element';
import type { Host } from './host';
import { meetHost } from './host';
import { ResponsePage } from './responsePage';
import { RunningPage } from './runningPage';

/** A run that ends sooner leaves the response before it in place, so that nothing flickers. */
const PATIENCE = 300;

/** The one page that is in the document. */
type ShownPage =
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly page: BrokenPage }
  | { readonly kind: 'running'; readonly page: RunningPage }
  | { readonly kind: 'response'; readonly page: ResponsePage };

const root = element('div', { id: 'root' });
const live = element('div', { class: 'only-read', role: 'status', 'aria-live': 'polite' });
let shown: ShownPage = { kind: 'empty' };
/** The tab that the person chose last, and for which request. */
let chosen: { readonly tab: TabName; readonly title: string } | undefined;
let patience: number | undefined;

document.body.append(root, live);
meetHost(hear);

function hear(message: HostMessage, host: Host): void {
  switch (message.kind) {
    case 'empty':
      show({ kind: 'empty' }, element('main', { class: 'empty' }, element('h1', {}, message.text)));
      return;
    case 'broken': {
      const page = new BrokenPage(message, host);
      show({ kind: 'broken', page }, page.element);
      say(`${message.title}: ${message.text}`);
      return;
    }
    case 'running':
      hearRunning(message, host);
      return;
    case 'response':
      hearResponse(message, host);
      return;
    case 'actions':
      if (shown.kind === 'response') shown.page.takeActions(message.runId, message.actions);
      host.remember(message.runId, message.actions.includes('unpin'));
      return;
    case 'body':
      if (shown.kind === 'response') shown.page.showBody(message.body);
      return;
    case 'rows':
    case 'found':
    case 'parent':
    case 'said':
      if (shown.kind === 'response') shown.page.hearBody(message);
      return;
    default:
      assertNever(message);
  }
}

function hearRunning({ running }: HostMessage & { kind: 'running' }, host: Host): void {
  const begin = (): void => {
    const page = new RunningPage(running, host);
    show({ kind: 'running', page }, page.element);
    say(running.wait === undefined ? `Sending ${running.title}.` : `${running.wait.text} Waiting.`);
  };
  clearTimeout(patience);
  if (shown.kind !== 'response' || running.wait !== undefined || running.elapsed > PATIENCE) {
    begin();
    return;
  }
  root.setAttribute('aria-busy', 'true');
  patience = window.setTimeout(begin, PATIENCE - running.elapsed);
}

/** Tells a screen reader, but not the same thing twice in a row. */
function say(text: string): void {
  if (live.textContent !== text) live.textContent = text;
}

function hearResponse(message: HostMessage & { kind: 'response' }, host: Host): void {
  const { view } = message;
  const choose = (tab: TabName): void => {
    chosen = { tab, title: view.title };
  };
  // Parts of another request are shown all the same: they are the answer, and the last choice did not know of them.
  const isKept = chosen?.title === view.title || view.tab !== 'parts';
  const page = new ResponsePage(message, { tab: isKept ? chosen?.tab : undefined, choose }, host);
  show({ kind: 'response', page }, page.element);
  host.remember(view.runId, message.actions.includes('unpin'));
  const time = view.facts.find(({ name }) => name === 'Time');
  const said = [
    view.banner.title,
    ...view.banner.words,
    ...(time === undefined ? [] : [`in ${time.value}`]),
    ...view.diagnostics.slice(0, 1).map(({ text }) => text),
  ];
  say(said.join(', '));
}

/** Replaces the page; a focus that was in the old one goes on in the new one, on what has the same name if anything has. */
function show(next: ShownPage, content: HTMLElement): void {
  const held = document.activeElement;
  const hadFocus = root.contains(held);
  clearTimeout(patience);
  if (shown.kind !== 'empty') shown.page.dispose();
  shown = next;
  root.removeAttribute('aria-busy');
  root.replaceChildren(content);
  if (!hadFocus || next.kind === 'empty') return;
  const name = held?.getAttribute('aria-label');
  const same = Array.from(content.querySelectorAll<HTMLElement>('[aria-label]')).find(
    (other) => other.getAttribute('aria-label') === name && other.tabIndex >= 0,
  );
  if (same === undefined) next.page.focus();
  else same.focus();
}
