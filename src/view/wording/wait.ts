const reasons: Readonly<Record<string, string>> = {
  RT1: 'The server asked to slow down (429).',
  RT2: 'The server is not ready (503).',
  RT3: 'The server had an error.',
  RT5: 'The connection broke.',
  RT7: 'A penalty for too many requests still runs.',
  RT11: 'The quota is used up until its window ends.',
  RD8: 'The redirect asks to wait.',
  AU4: 'The token is being renewed.',
  AU6: 'The token server asked to wait.',
};

/** Why a request is held back, by the rule that holds it. */
export function wordWait(rule: string): string {
  return Object.hasOwn(reasons, rule) ? (reasons[rule] ?? '') : 'The next request is held back.';
}
