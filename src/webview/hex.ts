/** Octets as lines of offset, sixteen hexadecimal numbers and the characters of ASCII. */
export function renderHex(octets: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < octets.length; at += 16) {
    const row = Array.from(octets.subarray(at, at + 16));
    const numbers = row.map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
    const characters = row.map((octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${numbers.padEnd(47)}  ${characters}`);
  }
  return lines.join('\n');
}
