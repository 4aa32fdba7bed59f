import type { Input } from './inputs';
import type { Skipped } from './report/report';
import type { ParsedRequest, RequestDocument } from '../language/document';
import { nearest } from '../language/words/nearest';
import { templateText } from '../language/parse/template';
import { placeIn } from '../run/place';
import { settingsOf } from '../run/request/settings';

/** A file that was read and understood. */
export interface ReadFile extends Input {
  readonly document: RequestDocument;
}

/** One request to run. */
export interface Planned {
  readonly file: ReadFile;
  readonly request: ParsedRequest;
  /** One-based line of its request line. */
  readonly line: number;
}

/** What to run in order, what is left out, or a sentence on why there is nothing to run. */
export type Plan =
  | { readonly kind: 'plan'; readonly planned: readonly Planned[]; readonly skipped: readonly Skipped[] }
  | { readonly kind: 'nothing'; readonly message: string };

/** Picks requests by name or title and by tag; one named itself is run although it is `# @disabled`. */
export function planOf(files: readonly ReadFile[], names: readonly string[], tags: readonly string[]): Plan {
  const all = files.flatMap((file) => requestsOf(file));
  const calls = (planned: Planned, name: string): boolean =>
    planned.request.name === name || planned.request.title === name;
  const missing = names.find((name) => !all.some((planned) => calls(planned, name)));
  if (missing !== undefined) return { kind: 'nothing', message: unknownName(missing, all) };
  const isNamed = (planned: Planned): boolean => names.some((name) => calls(planned, name));
  const isTagged = ({ request }: Planned): boolean => {
    const own = settingsOf(request.directives).tags;
    return tags.some((tag) => own.includes(tag));
  };
  const picked = all.filter(
    (planned) => (names.length === 0 || isNamed(planned)) && (tags.length === 0 || isTagged(planned)),
  );
  if (picked.length === 0) return { kind: 'nothing', message: nothingPicked(files, all, tags) };
  const isLeftOut = (planned: Planned): boolean =>
    settingsOf(planned.request.directives).isDisabled && !isNamed(planned);
  return {
    kind: 'plan',
    planned: picked.filter((planned) => !isLeftOut(planned)),
    skipped: picked.filter(isLeftOut).map((planned) => skippedBecause(planned, 'disabled')),
  };
}

/** The entry of a report for a request that is not run. */
export function skippedBecause({ file, request, line }: Planned, why: string): Skipped {
  const label = request.title ?? request.name ?? `${request.method} ${templateText(request.url)}`;
  return { file: file.label, line, label, why };
}

function requestsOf(file: ReadFile): readonly Planned[] {
  return file.document.blocks.flatMap(({ request }) =>
    request === undefined ? [] : [{ file, request, line: placeIn(file.document, request.lineSpan.start).line }],
  );
}

function unknownName(name: string, all: readonly Planned[]): string {
  const known = all.flatMap(({ request }) => [request.name, request.title]).filter((each) => each !== undefined);
  const meant = nearest(name, known, 3);
  const names = all.map(({ request }) => request.name).filter((each) => each !== undefined);
  const hint = meant === undefined ? listed('The names here are', names) : ` Did you mean \`${meant}\`?`;
  return `No request is named \`${name}\`.${hint}`;
}

function nothingPicked(files: readonly ReadFile[], all: readonly Planned[], tags: readonly string[]): string {
  if (all.length === 0) return `There is no request in ${files.map(({ label }) => label).join(', ')}.`;
  const known = [...new Set(all.flatMap(({ request }) => settingsOf(request.directives).tags))];
  return `No request has the tag \`${tags.join('`, `')}\`.${listed('The tags here are', known)}`;
}

function listed(lead: string, words: readonly string[]): string {
  if (words.length === 0) return '';
  return ` ${lead} ${words.slice(0, 20).join(', ')}${words.length > 20 ? ', …' : ''}.`;
}
