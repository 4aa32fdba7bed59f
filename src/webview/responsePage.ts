import { assertNever } from '../base/assertNever';
import type { PanelActions } from '../view/panelActions';
import type { BodySnapshot, HostMessage } from '../view/protocol';
import type { ResponseView, TabName } from '../view/responseView';
import { renderBanner } from './banner';
import { BodyViewer } from './bodyViewer';
import type { BodyNews } from './bodyViewer';
import { element } from './element';
import type { Host } from './host';
import type { PanelIcon } from './icon';
import { PartsTab } from './partsTab';
import { renderCookies, renderHeaders, renderRequest, renderTests } from './plainTabs';
import { Tabs } from './tabs';
import type { Tab } from './tabs';
import { toolButton } from './toolButton';
import { renderTrace } from './traceTab';

/** The tab that the person chose last, kept when the response has it, and where a new choice is told. */
interface TabChoice {
  readonly tab: TabName | undefined;
  readonly choose: (name: TabName) => void;
}

/** A response: banner, tabs, and the content of the selected tab, which alone is in the document. */
export class ResponsePage {
  readonly element: HTMLElement;
  readonly #view: ResponseView;
  #actions: readonly (keyof PanelActions)[];
  readonly #host: Host;
  readonly #tabs: Tabs<TabName>;
  readonly #releaseBanner: () => void;
  #tools: HTMLElement;
  #body: BodySnapshot | undefined;
  #viewer: BodyViewer | undefined;
  #parts: PartsTab | undefined;

  constructor(message: HostMessage & { kind: 'response' }, choice: TabChoice, host: Host) {
    const { view, actions, body } = message;
    this.#view = view;
    this.#actions = actions;
    this.#host = host;
    this.#body = body;
    const first = choice.tab !== undefined && view.tabs.includes(choice.tab) ? choice.tab : view.tab;
    this.#tabs = new Tabs(
      view.tabs.map((name) => tabOf(name, view)),
      first,
      (name) => {
        choice.choose(name);
        this.#fill();
      },
    );
    this.#tools = this.#toolbar();
    const banner = renderBanner(view, host);
    this.#releaseBanner = banner.dispose;
    const bar = element('div', { class: 'tab-bar' }, this.#tabs.element, this.#tools);
    this.element = element('main', { class: 'response' }, banner.element, bar, this.#tabs.panel);
    this.#fill();
  }

  /** Puts the focus where a keyboard goes on from. */
  focus(): void {
    this.#tabs.focus();
  }

  showBody(snapshot: BodySnapshot): void {
    if (snapshot.runId !== this.#view.runId) return;
    if (snapshot.target !== 'response') {
      this.#parts?.show(snapshot);
      return;
    }
    this.#body = snapshot;
    if (this.#viewer === undefined) this.#fill();
    else this.#viewer.show(snapshot);
  }

  hearBody(news: BodyNews): void {
    if (news.runId !== this.#view.runId) return;
    if (news.target === 'response') this.#viewer?.hear(news);
    else this.#parts?.hear(news);
  }

  /** Offers other actions; a focus in the toolbar stays in its place there. */
  takeActions(runId: string, actions: readonly (keyof PanelActions)[]): void {
    if (runId !== this.#view.runId) return;
    const place = Array.from(this.#tools.children).findIndex((tool) => tool === document.activeElement);
    this.#actions = actions;
    const tools = this.#toolbar();
    this.#tools.replaceWith(tools);
    this.#tools = tools;
    const next = tools.children[place];
    if (next instanceof HTMLElement) next.focus();
  }

  /** Lets go of what outlives the elements. */
  dispose(): void {
    this.#clear();
    this.#releaseBanner();
  }

  #clear(): void {
    this.#viewer?.dispose();
    this.#viewer = undefined;
    this.#parts?.dispose();
    this.#parts = undefined;
  }

  #fill(): void {
    this.#clear();
    this.#tabs.panel.replaceChildren(this.#content(this.#tabs.selected));
  }

  #content(tab: TabName): Node {
    const { headers, trace, request, tests, parts, cookies, runId, diagnostics } = this.#view;
    // Places of assertions are counted on after those of diagnostics.
    const goToTest = (place: number): void =>
      this.#host.post({ kind: 'act', runId, action: 'goToSource', target: diagnostics.length + place + 1 });
    const copyStep = (step: number): void =>
      this.#host.post({ kind: 'act', runId, action: 'copyStepAsCurl', target: step });
    switch (tab) {
      case 'body':
        return this.#bodyContent();
      case 'parts':
        if (parts === undefined) return nothing('There are no parts.');
        this.#parts = new PartsTab(runId, parts, this.#actions, this.#host);
        return this.#parts.element;
      case 'headers':
        return renderHeaders(headers);
      case 'cookies':
        return cookies === undefined ? nothing('No cookie was set or sent.') : renderCookies(cookies);
      case 'trace':
        return renderTrace(trace, { copy: this.#actions.includes('copyStepAsCurl') ? copyStep : undefined });
      case 'request':
        return request === undefined ? nothing('Nothing was sent.') : renderRequest(request);
      case 'tests':
        return tests === undefined ? nothing('There are no assertions.') : renderTests(tests, goToTest);
      default:
        return assertNever(tab);
    }
  }

  /** Rows that came with the snapshot may be out of date by now, so a body shown again is asked for again. */
  #bodyContent(): Node {
    if (this.#body === undefined) return nothing('The answer has no body.');
    const { runId, target, form } = this.#body;
    this.#viewer = new BodyViewer(this.#body, 'Body', this.#host);
    if (this.#body.page?.isComplete === false || (this.#body.page?.generation ?? 0) > 0)
      this.#host.post({ kind: 'open', runId, target, form });
    return this.#viewer.element;
  }

  #toolbar(): HTMLElement {
    const tools: readonly (readonly [keyof PanelActions, string, PanelIcon])[] = [
      ['resend', 'Send again', 'refresh'],
      ...(this.#body === undefined
        ? []
        : ([
            ['saveBody', 'Save body', 'save'],
            ['openInEditor', 'Open body in editor', 'go-to-file'],
          ] as const)),
      ...(this.#view.headers.length === 0 ? [] : ([['saveExample', 'Save as example', 'bookmark']] as const)),
      ['copyAsCurl', 'Copy as cURL', 'terminal'],
      ['compareWithPrevious', 'Compare with previous', 'git-compare'],
      ['compareWith', 'Compare with…', 'diff'],
      ['pin', 'Pin response', 'pin'],
      ['unpin', 'Unpin response', 'pinned'],
    ];
    const { runId } = this.#view;
    const buttons = tools
      .filter(([action]) => this.#actions.includes(action))
      .map(([action, label, name]) => toolButton(name, label, () => this.#host.post({ kind: 'act', runId, action })));
    return element('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Response actions' }, ...buttons);
  }
}

function nothing(text: string): HTMLElement {
  return element('p', { class: 'nothing' }, text);
}

function tabOf(name: TabName, view: ResponseView): Tab<TabName> {
  switch (name) {
    case 'body':
      return { name, label: 'Body' };
    case 'parts':
      return { name, label: 'Parts', badge: view.parts === undefined ? undefined : String(view.parts.parts.length) };
    case 'headers':
      return {
        name,
        label: 'Headers',
        badge: String(view.headers.reduce((sum, { fields }) => sum + fields.length, 0)),
      };
    case 'cookies':
      return { name, label: 'Cookies', badge: cookiesBadge(view) };
    case 'trace':
      return { name, label: 'Trace', badge: view.trace.steps.length > 1 ? String(view.trace.steps.length) : undefined };
    case 'request':
      return { name, label: 'Request' };
    case 'tests':
      return { name, label: 'Tests', badge: testsBadge(view) };
    default:
      return assertNever(name);
  }
}

function cookiesBadge({ cookies }: ResponseView): string {
  return String((cookies?.received.length ?? 0) + (cookies?.sent.length ?? 0));
}

function testsBadge({ tests }: ResponseView): string | undefined {
  if (tests === undefined) return undefined;
  return tests.failed > 0 ? `${tests.failed} failed` : String(tests.tests.length);
}
