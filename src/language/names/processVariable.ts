/** httpYac's `process.env.HOME` as `$processEnv HOME`; undefined for other expressions. */
export function processVariable(expression: string): string | undefined {
  const [, name] = /^process\.env\.(\w+)$/.exec(expression) ?? [];
  return name === undefined ? undefined : `$processEnv ${name}`;
}
