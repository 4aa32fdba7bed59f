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
  if (Array.isArray(value)) {
    const clean = value.map(cleaned);
    return clean.some((member, at) => member !== value[at]) ? clean : (value as unknown);
  }
  // Nearly all values are clean, and stay what they are.
  let copy: Record<string, unknown> | undefined;
  for (const [key, member] of Object.entries(value)) {
    const clean = cleaned(member);
    if (clean !== member) (copy ??= { ...value })[key] = clean;
  }
  return copy ?? value;
}
