import { error, warning } from '../parse/complaint';
import type { Diagnostic, ParsedRequest, Template } from '../document';
import { methods, otherProtocols } from '../words/methods';
import type { NameScope } from '../names/nameScope';
import { masked, preview } from '../names/preview';
import { nearest } from '../words/nearest';
import { templateText } from '../parse/template';

/** Method and URL of one request. */
export function requestLineRules(request: ParsedRequest, scope: NameScope): readonly Diagnostic[] {
  const isHttp = !otherProtocols.has(request.method);
  return [...methodRules(request), ...(isHttp ? [...urlTextRules(request), ...targetRules(request, scope)] : [])];
}

function methodRules({ method, methodSpan }: ParsedRequest): readonly Diagnostic[] {
  if (methodSpan === undefined || methods.has(method)) return [];
  if (otherProtocols.has(method)) {
    return [
      error(methodSpan, 'unsupported-protocol', `"${method}" is another protocol; only requests over HTTP are sent.`),
    ];
  }
  const slip = nearest(method, methods.keys(), 1);
  if (slip !== undefined)
    return [error(methodSpan, 'unknown-method', `"${method}" is no method. Did you mean ${slip}?`)];
  const meant = nearest(method, methods.keys());
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return [warning(methodSpan, 'unknown-method', `"${method}" is no known method; it is sent as typed.${hint}`)];
}

function urlTextRules({ url, lineSpan }: ParsedRequest): readonly Diagnostic[] {
  if (templateText(url) === '') return [error(lineSpan, 'missing-url', 'A request needs a URL after its method.')];
  const found: Diagnostic[] = [];
  let isFragmentFound = false;
  for (const piece of url.pieces) {
    if (piece.kind === 'reference' || piece.text.length !== piece.span.end - piece.span.start) continue;
    const place = (match: RegExpExecArray) => {
      const start = piece.span.start + match.index;
      return { start, end: start + match[0].length };
    };
    const blank = /[ \t]+/.exec(piece.text);
    if (blank !== null) {
      found.push(
        warning(place(blank), 'url-space', 'A space in a URL is sent as %20. Write %20 if it is meant, or remove it.'),
      );
    }
    const open = /\{\{/.exec(piece.text);
    if (open !== null)
      found.push(
        warning(
          place(open),
          'unclosed-reference',
          'These braces are not closed on their line, so they are sent as text.',
        ),
      );
    const fragment = isFragmentFound ? null : /#.*/s.exec(piece.text);
    if (fragment === null) continue;
    isFragmentFound = true;
    found.push(
      warning(
        { ...place(fragment), end: url.span.end },
        'url-fragment',
        'A fragment is never sent. Remove it, or write %23 for a # that is meant.',
      ),
    );
  }
  return found;
}

function targetRules(request: ParsedRequest, scope: NameScope): readonly Diagnostic[] {
  const url = preview(request.url, scope);
  const target = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/?#@]*@)?([^/?#:]*)/.exec(url);
  const [, scheme = '', host = ''] = target ?? [];
  if (scheme === '') return hostRules(request, scope, url);
  const place = schemePlace(request.url);
  if (!/^https?$/i.test(scheme)) {
    return [error(place, 'url-scheme', `Only http and https are sent, and this is "${scheme}".`)];
  }
  if (scheme.toLowerCase() === 'http' && /(?:^|\.)ringcentral\.(?:com|biz)$/i.test(host)) {
    return [
      warning(
        place,
        'plain-http',
        `${host} is reached by https only; over http a token would travel in clear text. Write https://.`,
      ),
    ];
  }
  return [];
}

/** A URL that begins with a path gets its host from a Host field, or from a variable `host`. */
function hostRules({ url, method, fields }: ParsedRequest, scope: NameScope, text: string): readonly Diagnostic[] {
  if (text === '' || text.startsWith('{{') || text.startsWith(masked) || schemeless.test(text)) return [];
  if (text === '*') {
    const message = `"${method} *" asks about the whole server, which is not sent. Write the URL of the server instead.`;
    return [error(url.span, 'asterisk-target', message)];
  }
  const mayBeKnown = scope.context.variables === undefined || scope.variables.has('host') || scope.known.has('host');
  const hasHost = mayBeKnown || fields.some(({ nameText }) => nameText.toLowerCase() === 'host');
  return /^\/(?!\/)/.test(text) && hasHost ? [] : [warning(url.span, 'missing-host', missingHost(text))];
}

/** What was meant, where it can be told: `{url}/a` for a variable, `http:localhost` for a scheme. */
function missingHost(text: string): string {
  const [, variable] = /^\{([\w.-]+)\}/.exec(text) ?? [];
  if (variable !== undefined) return `Variables stand in two braces, so this names no host. Write {{${variable}}}.`;
  const [, scheme] = /^(https?):(?!\/\/)\/?./i.exec(text) ?? [];
  if (scheme !== undefined) return `Two slashes follow the scheme, so this names no host. Begin it with ${scheme}://.`;
  if (/^["'`<]/.test(text)) return 'Quotes and brackets around a URL are read as part of it. Remove them.';
  return noHost;
}

/** `localhost/a`, `api.test:8080`: sent by http. */
const schemeless = /^(?:[\w-]+(?:\.[\w-]+)+|localhost|\[[\da-f:]+\])(?::\d+)?(?:[/?#]|$)/i;
const noHost =
  'This URL names no host, so the request is not sent. Begin it with https://, or give a path a Host field or the variable @host.';

/** The scheme when it is typed in the URL, else the first piece, which brings it. */
function schemePlace(url: Template): Diagnostic['span'] {
  const first = url.pieces[0];
  if (first === undefined) return url.span;
  const typed = first.kind === 'text' ? /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(first.text) : null;
  if (typed === null) return first.span;
  return { start: first.span.start, end: first.span.start + typed[0].length };
}
