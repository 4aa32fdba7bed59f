import type { Banner, Fact, RateLimitView, ResponseView } from '../view/responseView';
import type { Offer } from '../view/wording/offer';
import { button, element, prose } from './element';
import type { Host } from './host';
import { icon } from './icon';

/** The top of the panel: what came of the request, where, what now, and what was measured. */
export function renderBanner(
  view: ResponseView,
  host: Host,
): { readonly element: HTMLElement; readonly dispose: () => void } {
  const { banner } = view;
  const offers = banner.offers.map((offer, place) =>
    renderOffer(offer, place === 0 && offer.action !== 'showLog', () => act(view, offer, host)),
  );
  const made = element(
    'header',
    { class: `banner tone-${banner.tone}` },
    renderHeadline(banner),
    element('p', { class: 'where' }, banner.where),
    ...(banner.whatNow === undefined && offers.length === 0
      ? []
      : [
          renderNow(
            banner,
            offers.map((offer) => offer.element),
          ),
        ]),
    ...(banner.remarks.length === 0 ? [] : [renderRemarks(banner)]),
    ...renderDiagnostics(view, host),
    renderFacts(view.facts, view.rateLimits),
  );
  return { element: made, dispose: () => offers.forEach((offer) => offer.dispose()) };
}

function act(view: ResponseView, offer: Offer, host: Host): void {
  host.post({ kind: 'act', runId: view.runId, action: offer.action });
}

function renderHeadline({ icon: name, title, words }: Banner): HTMLElement {
  const rest = words.flatMap((word) => [' · ', element('bdi', {}, word)]);
  return element('h1', {}, icon(name), element('span', {}, element('strong', {}, title), ...rest));
}

function renderNow({ whatNow }: Banner, offers: readonly HTMLElement[]): HTMLElement {
  return element(
    'div',
    { class: 'now' },
    ...(whatNow === undefined ? [] : [element('p', {}, ...prose(whatNow))]),
    ...offers,
  );
}

function renderRemarks({ remarks }: Banner): HTMLElement {
  const items = remarks.map(({ tone, text }) =>
    element(
      'li',
      { class: `tone-${tone}` },
      icon(tone === 'information' ? 'info' : 'warning'),
      element('span', {}, ...prose(text)),
    ),
  );
  return element('ul', { class: 'notes', 'aria-label': 'Remarks' }, ...items);
}

function renderDiagnostics(view: ResponseView, host: Host): readonly HTMLElement[] {
  if (view.diagnostics.length === 0) return [];
  const items = view.diagnostics.map(({ line, column, tone, text }, place) => {
    const go = (): void => host.post({ kind: 'act', runId: view.runId, action: 'goToSource', target: place + 1 });
    const link = button({ class: 'link' }, go, `Line ${line}, column ${column}`);
    return element(
      'li',
      { class: `tone-${tone}` },
      icon(tone === 'error' ? 'error' : 'warning'),
      element('span', {}, link, ': ', ...prose(text)),
    );
  });
  return [element('ul', { class: 'notes', 'aria-label': 'Complaints about the request' }, ...items)];
}

function renderFacts(facts: readonly Fact[], rateLimits: readonly RateLimitView[]): HTMLElement {
  const items = facts.map(({ name, value, detail }) =>
    element(
      'div',
      { title: detail },
      element('dt', {}, name),
      element('dd', {}, value, ...(detail === undefined ? [] : [hidden(`, ${detail}`)])),
    ),
  );
  return element('dl', { class: 'facts' }, ...items, ...rateLimits.map(renderMeter));
}

function hidden(text: string): HTMLElement {
  return element('span', { class: 'only-read' }, text);
}

function renderMeter({ name, remaining, limit, text }: RateLimitView): HTMLElement {
  const meter = element('meter', {
    min: '0',
    max: String(limit),
    value: String(remaining),
    low: String(limit / 4),
    'aria-label': name,
  });
  return element('div', {}, element('dt', {}, name), element('dd', { class: 'meter' }, meter, text));
}

/** A button; with a moment given, it counts down to it and only then stands out. */
function renderOffer(
  offer: Offer,
  isMain: boolean,
  press: () => void,
): { readonly element: HTMLElement; readonly dispose: () => void } {
  const made = button({}, press, offer.label);
  const { at } = offer;
  const tick = (): void => {
    const left = at === undefined ? 0 : Math.ceil((at - Date.now()) / 1000);
    made.className = isMain && left <= 0 ? 'primary' : 'secondary';
    made.textContent =
      at === undefined || left <= 0 ? offer.label : `${offer.label} at ${timeOfDay(at)} (${wordLeft(left)})`;
    if (left <= 0) clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  tick();
  return { element: made, dispose: () => clearInterval(timer) };
}

function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** Seconds as `27 s`, `2:05 min` or `3 h`. */
export function wordLeft(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds >= 7200) return `${Math.round(seconds / 3600)} h`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}
