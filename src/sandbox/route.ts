import type { Answer, Call, StreamedAnswer } from './call';
import type { RateLimitGroup } from './rateLimit';
import type { SandboxState } from './state';

/** What one route answers. It may not throw for what a client sends; if it does, the client gets a 500. */
export type Handler = (call: Call, state: SandboxState) => Answer | StreamedAnswer | Promise<Answer | StreamedAnswer>;

/** One line of the sandbox's table. */
export interface Route {
  /** Methods it answers; `*` for any. GET answers HEAD too. */
  readonly methods: readonly string[];
  /** Segments, `:name` for one that varies. */
  readonly path: string;
  /** The behaviour it stands for, in a few words of the guide in quotation marks, or in its sense. */
  readonly standsFor: string;
  /** Undefined: no quota. */
  readonly group?: RateLimitGroup;
  /** Whether an access token is needed. */
  readonly isProtected: boolean;
  readonly answer: Handler;
}

/** The routes of a path. `none`: nobody knows the path; `notAllowed`: the path is known, the method is not. */
export type RouteMatch =
  | { readonly kind: 'route'; readonly route: Route; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: 'notAllowed'; readonly allow: readonly string[] }
  | { readonly kind: 'none' };

/** Finds the route of a method and a path as on the wire; earlier lines win. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const segments = path.split('/').map(decodeSegment);
  const fitting = routes.flatMap((route) => {
    const parameters = matchPath(route.path.split('/'), segments);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  const found = fitting.find(({ route }) => answersTo(route, method));
  if (found !== undefined) return { kind: 'route', ...found };
  if (fitting.length === 0) return { kind: 'none' };
  return { kind: 'notAllowed', allow: [...new Set(fitting.flatMap(({ route }) => route.methods))] };
}

function answersTo({ methods }: Route, method: string): boolean {
  return methods.includes('*') || methods.includes(method) || (method === 'HEAD' && methods.includes('GET'));
}

function matchPath(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (expected.startsWith(':') && segment !== '') parameters[expected.slice(1)] = segment;
    else if (expected !== segment) return undefined;
  }
  return parameters;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
