/** Colours of a terminal, or none of them. */
export type Colour = 'green' | 'yellow' | 'red' | 'blue' | 'dim' | 'bold';

/** Gives text a colour; leaves it alone where colours are not wanted. */
export type Paint = (colour: Colour, text: string) => string;

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  green: [32, 39],
  yellow: [33, 39],
  red: [31, 39],
  blue: [36, 39],
  dim: [2, 22],
  bold: [1, 22],
};

export const plain: Paint = (_colour, text) => text;

export const coloured: Paint = (colour, text) => {
  const [on, off] = codes[colour];
  return `\u001b[${on}m${text}\u001b[${off}m`;
};

/** A value with its strings rid of the control characters that would command the terminal: who answers is not trusted. */
export function harmless<Value>(value: Value): Value {
  return cleaned(value) as Value;
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const commands = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/g;

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(commands, '\uFFFD');
  if (value === null || typeof value !== 'object') return value;
  // Nearly all values are clean, and stay what they are.
  const changed = Object.entries(value)
    .map(([key, member]) => [key, cleaned(member), member] as const)
    .filter(([, clean, member]) => clean !== member);
  if (changed.length === 0) return value;
  const copy = Array.isArray(value) ? [...(value as readonly unknown[])] : { ...value };
  return Object.assign(copy, Object.fromEntries(changed));
}
