/** A place in a JSON body that a reference can name. */
export interface AnswerPath {
  /** From `$`: `$.records[0].id`. */
  readonly path: string;
  /** What stands there: `string`, `number`, `array of 3`. */
  readonly type: string;
}

/** The places of a parsed JSON body, the outer ones first; of an array its first item. At most 500, and 8 levels down. */
export function answerPaths(body: unknown): readonly AnswerPath[] {
  const found: AnswerPath[] = [];
  let level: readonly (readonly [path: string, value: unknown])[] = [['$', body]];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: (readonly [path: string, value: unknown])[] = [];
    for (const [path, value] of level) {
      for (const [step, inner] of members(value)) {
        if (found.length >= most) return found;
        found.push({ path: path + step, type: typeName(inner) });
        next.push([path + step, inner]);
      }
    }
    level = next;
  }
  return found;
}

const most = 500;
const deepest = 8;

function members(value: unknown): readonly (readonly [step: string, value: unknown])[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : [['[0]', value[0] as unknown]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /[\s{}'\\]/.test(name) ? [] : [[step(name), inner] as const],
  );
}

function step(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name}']`;
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return `array of ${value.length}`;
  return value === null ? 'null' : typeof value;
}
