import type { Clock, Random } from '../../http/ports';
import { formattedTime, movedTime, timeUnits } from './dateFormat';

/** What a dynamic value may ask for. */
export interface DynamicPorts {
  readonly random: Random;
  readonly clock: Pick<Clock, 'time'>;
}

/** A dynamic value, or one sentence on what is wrong with how it is written. */
export type DynamicValue =
  { readonly kind: 'value'; readonly text: string } | { readonly kind: 'invalid'; readonly message: string };

type Maker = (args: readonly string[], ports: DynamicPorts) => DynamicValue;

const lettersOnly = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lettersAndDigits = `${lettersOnly}0123456789`;
const longest = 10_000;

const makers: Readonly<Record<string, Maker>> = {
  $guid: (_args, { random }) => value(uuid(random)),
  $uuid: (_args, { random }) => value(uuid(random)),
  '$random.uuid': (_args, { random }) => value(uuid(random)),
  $randomInt: randomInteger,
  '$random.integer': randomInteger,
  '$random.float': randomFloat,
  '$random.alphabetic': randomText(lettersOnly),
  '$random.alphanumeric': randomText(lettersAndDigits),
  '$random.hexadecimal': randomText('0123456789abcdef'),
  '$random.email': (_args, { random }) => value(`${text(lettersOnly.slice(0, 26), 10, random)}@example.com`),
  $timestamp: (args, { clock }) => moved(args, clock, (time) => String(Math.floor(time / 1000))),
  $isoTimestamp: (args, { clock }) => moved(args, clock, (time) => new Date(time).toISOString()),
  $datetime: (args, { clock }) => dateTime(args, clock, () => 0),
  $localDatetime: (args, { clock }) => dateTime(args, clock, (time) => -new Date(time).getTimezoneOffset()),
};

/** A random UUID of version 4 (RFC 9562 §5.4). */
export function uuid(random: Random): string {
  const [a, b, c, d] = [hex32(random), hex32(random), hex32(random), hex32(random)];
  const variant = integer(random, 8, 12).toString(16);
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(0, 3)}-${c.slice(4)}${d}`;
}

/** Eight hexadecimal digits. */
function hex32(random: Random): string {
  return integer(random, 0, 0x1_0000_0000).toString(16).padStart(8, '0');
}

/**
 * The value of `$guid`, `$randomInt 1 6`, `$random.integer(1, 6)`, `$timestamp -1 d`, `$datetime 'YYYY' 1 y` and their kin: upper ends are
 * excluded, timestamps are seconds. Undefined for names that need more than time and chance.
 */
export function dynamicValue(expression: string, ports: DynamicPorts): DynamicValue | undefined {
  const call = /^(\$[\w.]+)\s*(?:\(([^()]*)\)|(.*))$/s.exec(expression);
  const make = call?.[1] === undefined || !Object.hasOwn(makers, call[1]) ? undefined : makers[call[1]];
  return make?.(splitArguments(call?.[2]?.replaceAll(',', ' ') ?? call?.[3] ?? ''), ports);
}

/** Words, where a word may stand in single or double quotes. */
function splitArguments(text: string): readonly string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((word) => word[1] ?? word[2] ?? word[3] ?? '');
}

function value(text: string): DynamicValue {
  return { kind: 'value', text };
}

function invalid(message: string): DynamicValue {
  return { kind: 'invalid', message };
}

function integer(random: Random, from: number, to: number): number {
  return from + Math.floor(random.next() * (to - from));
}

function text(alphabet: string, length: number, random: Random): string {
  return Array.from({ length }, () => alphabet.charAt(integer(random, 0, alphabet.length))).join('');
}

/** The two ends of a range, the upper one excluded; `0 1000` when left out. */
function range(args: readonly string[], isNumber: (value: number) => boolean): readonly [number, number] | undefined {
  if (args.length === 0) return [0, 1000];
  const [from, to] = args.map(Number);
  if (args.length !== 2 || from === undefined || to === undefined) return undefined;
  return isNumber(from) && isNumber(to) && from < to ? [from, to] : undefined;
}

function randomInteger(args: readonly string[], { random }: DynamicPorts): DynamicValue {
  const ends = range(args, Number.isSafeInteger);
  if (ends === undefined) return invalid('It takes two whole numbers, the smaller first, such as `$randomInt 1 100`.');
  return value(String(integer(random, ...ends)));
}

function randomFloat(args: readonly string[], { random }: DynamicPorts): DynamicValue {
  const ends = range(args, Number.isFinite);
  if (ends === undefined) return invalid('It takes two numbers, the smaller first, such as `$random.float(0, 1)`.');
  return value(String(ends[0] + random.next() * (ends[1] - ends[0])));
}

function randomText(alphabet: string): Maker {
  return (args, { random }) => {
    const length = Number(args[0] ?? 10);
    if (args.length > 1 || !Number.isInteger(length) || length < 1 || length > longest) {
      return invalid(`It takes a length from 1 to ${longest}, such as \`(10)\`.`);
    }
    return value(text(alphabet, length, random));
  };
}

function moved(args: readonly string[], clock: Pick<Clock, 'time'>, write: (time: number) => string): DynamicValue {
  if (args.length === 0) return value(write(clock.time()));
  const [amount = '', unit = ''] = args;
  const time =
    /^[+-]?\d+$/.test(amount) && args.length === 2 ? movedTime(clock.time(), Number(amount), unit) : undefined;
  if (time === undefined) {
    return invalid(`It takes a whole number and a unit (${timeUnits.join(', ')}), such as \`-1 d\`.`);
  }
  return value(write(time));
}

function dateTime(
  args: readonly string[],
  clock: Pick<Clock, 'time'>,
  offsetMinutes: (time: number) => number,
): DynamicValue {
  const [format, ...shift] = args;
  if (format === undefined) return invalid("It takes a format: rfc1123, iso8601, or letters such as 'YYYY-MM-DD'.");
  return moved(shift, clock, (time) => formattedTime(time, format, offsetMinutes(time)));
}
