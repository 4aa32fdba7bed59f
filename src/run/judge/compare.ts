import type { JsonMatch } from './jsonSource';

/** What an assertion is about. `text`: a field or a whole body, which has no type but its letters. Numbers keep the digits they came with. */
export interface Actual {
  readonly type: JsonMatch['type'] | 'text';
  readonly text: string;
}

/** Whether a comparison holds, or one sentence on why it cannot be made. */
export type Comparison =
  { readonly kind: 'judged'; readonly holds: boolean } | { readonly kind: 'wrong'; readonly message: string };

/**
 * Compares by one operator of the language. An absent `actual` satisfies none of them, but `!=`. A value in quotes is text: `"5"` is no
 * number. Numbers are compared digit by digit, so that ids beyond 2^53 differ when they differ.
 */
export function compare(actual: Actual | undefined, operator: string, expected: string | undefined): Comparison {
  const typeWanted = typeOperators[operator];
  if (typeWanted !== undefined) return judged(actual !== undefined && isOfType(actual, typeWanted));
  if (operator === 'exists') return judged(actual !== undefined);
  if (expected === undefined) return { kind: 'wrong', message: `\`${operator}\` needs a value to compare with.` };
  const { text, isQuoted } = unquoted(expected);
  switch (operator) {
    case '==':
      return judged(actual !== undefined && isEqual(actual, text, isQuoted));
    case '!=':
      return judged(actual === undefined || !isEqual(actual, text, isQuoted));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(actual, operator, text);
    case 'startsWith':
      return judged(actual?.text.startsWith(text) === true);
    case 'endsWith':
      return judged(actual?.text.endsWith(text) === true);
    case 'includes':
      return judged(actual?.text.includes(text) === true);
    case 'matches':
      return matched(actual, text);
    default:
      return { kind: 'wrong', message: `\`${operator}\` is no operator.` };
  }
}

const typeOperators: Readonly<Record<string, JsonMatch['type']>> = {
  isNumber: 'number',
  isString: 'string',
  isBoolean: 'boolean',
  isArray: 'array',
  isNull: 'null',
};

function judged(holds: boolean): Comparison {
  return { kind: 'judged', holds };
}

function isOfType({ type, text }: Actual, wanted: JsonMatch['type']): boolean {
  if (type !== 'text') return type === wanted;
  switch (wanted) {
    case 'number':
      return decimal(text) !== undefined;
    case 'boolean':
      return text === 'true' || text === 'false';
    case 'string':
      return true;
    case 'array':
    case 'object':
    case 'null':
      return false;
  }
}

/** Takes the quotes off a value as typed; escapes count in double quotes that are JSON. */
export function unquoted(value: string): { readonly text: string; readonly isQuoted: boolean } {
  if (/^'[^]*'$/.test(value)) return { text: value.slice(1, -1), isQuoted: true };
  if (!/^"[^]*"$/.test(value)) return { text: value, isQuoted: false };
  try {
    return { text: String(JSON.parse(value)), isQuoted: true };
  } catch {
    return { text: value.slice(1, -1), isQuoted: true };
  }
}

function isEqual(actual: Actual, expected: string, isQuoted: boolean): boolean {
  if (isQuoted) return (actual.type === 'string' || actual.type === 'text') && actual.text === expected;
  if (actual.text === expected) return true;
  if (actual.type === 'array' || actual.type === 'object') return isSameJson(actual.text, expected);
  const [left, right] = [decimal(actual.text), decimal(expected)];
  return actual.type !== 'string' && left !== undefined && right !== undefined && order(left, right) === 0;
}

function ordered(actual: Actual | undefined, operator: '<' | '<=' | '>' | '>=', expected: string): Comparison {
  const right = decimal(expected);
  if (right === undefined)
    return { kind: 'wrong', message: `\`${operator}\` compares numbers, and \`${expected}\` is none.` };
  const left = actual === undefined ? undefined : decimal(actual.text);
  if (left === undefined) return judged(false);
  const sign = order(left, right);
  return judged({ '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[operator]);
}

function matched(actual: Actual | undefined, expected: string): Comparison {
  const [, source = expected, flags = ''] = /^\/([^]*)\/([a-z]*)$/.exec(expected) ?? [];
  try {
    return judged(actual !== undefined && new RegExp(source, flags).test(actual.text));
  } catch {
    return { kind: 'wrong', message: `\`${expected}\` is no regular expression.` };
  }
}

/** A decimal number as sign, digits without point, and the power of ten they are scaled by. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,4}))?$/i.exec(text.trim()) ?? [];
  if (whole === '' || text.length > 1000) return undefined;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, exponent: Number(power) - fraction.length };
}

function order(left: Decimal, right: Decimal): number {
  const exponent = Math.min(left.exponent, right.exponent);
  const difference = scaled(left, exponent) - scaled(right, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function scaled({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}

/** Whether two JSON texts mean the same but for the order of members and layout. */
function isSameJson(left: string, right: string): boolean {
  try {
    return canonical(JSON.parse(left)) === canonical(JSON.parse(right));
  } catch {
    return false;
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
