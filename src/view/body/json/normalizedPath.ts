import type { PathStep } from './walkJson';

const LETTERS: Readonly<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };

/** A path as RFC 9535 §2.7 writes it, such as `$['records'][3]['id']`. */
export function normalizedPath(path: readonly PathStep[]): string {
  return `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `['${escaped(step)}']`)).join('')}`;
}

function escaped(name: string): string {
  return name.replace(/['\\]|\p{Cc}/gu, (character) => {
    if (character === "'" || character === '\\') return `\\${character}`;
    const letter = LETTERS[character];
    if (letter !== undefined) return `\\${letter}`;
    const code = character.charCodeAt(0);
    return code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : character;
  });
}
