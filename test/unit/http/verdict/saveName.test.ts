import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { safeBaseName, saveName } from '../../../../src/http/verdict/saveName';

const check = (disposition: string, expected: string | undefined) =>
  assert.equal(saveName([{ name: 'content-disposition', value: disposition }]), expected);

describe('saveName', () => {
  const cases: readonly [claim: string, disposition: string, name: string | undefined][] = [
    ['reads a quoted name', 'attachment; filename="report.pdf"', 'report.pdf'],
    ['reads a bare name', 'attachment; filename=report.pdf; size=3', 'report.pdf'],
    ['prefers the extended name', `attachment; filename="a.txt"; filename*=UTF-8''na%C3%AFve.txt`, 'naïve.txt'],
    ['reads ISO-8859-1', `attachment; filename*=ISO-8859-1'en'na%EFve.txt`, 'naïve.txt'],
    ['falls back when the extended name is broken', `attachment; filename="a.txt"; filename*=UTF-8''%C3`, 'a.txt'],
    ['takes folders off', 'attachment; filename="../../etc/passwd"', 'passwd'],
    ['takes encoded folders off', `attachment; filename*=UTF-8''..%2F..%5Cevil.sh`, 'evil.sh'],
    ['takes Windows folders off', 'attachment; filename="C:\\\\Windows\\\\evil.exe"', 'evil.exe'],
    ['takes unescaped Windows folders off', 'attachment; filename="C:\\Windows\\evil.exe"', 'evil.exe'],
    ['replaces a leading dot', 'attachment; filename=".bashrc"', '_bashrc'],
    ['replaces control characters', 'attachment; filename="a\u0007b.txt"', 'a_b.txt'],
    ['replaces characters that turn the direction of text', 'attachment; filename="r\u202egpj.exe"', 'r_gpj.exe'],
    ['reads them as octets of UTF-8 too', 'attachment; filename="r\u00e2\u0080\u00aegpj.exe"', 'r_gpj.exe'],
    ['defuses device names', 'attachment; filename="CON.txt"', '_CON.txt'],
    ['defuses a colon', 'attachment; filename="a:b.txt"', 'a_b.txt'],
    ['takes trailing dots and spaces off', 'attachment; filename="x. "', 'x'],
    ['keeps leading blanks off', 'attachment; filename="  x"', 'x'],
    ['replaces several leading dots by one line', 'attachment; filename="...x"', '_x'],
    ['defuses device names of every kind', 'attachment; filename="lpt9"', '_lpt9'],
    ['defuses a numbered port before a blank', 'attachment; filename="COM1 x"', '_COM1 x'],
    ['leaves names alone that only hold a device name', 'attachment; filename="falcon.txt"', 'falcon.txt'],
    ['leaves names alone that only begin like a device', 'attachment; filename="comx.txt"', 'comx.txt'],
    ['leaves ports without a number alone', 'attachment; filename="lptx"', 'lptx'],
    ['reads an escaped quote, and makes it safe', 'attachment; filename="a\\"b"', 'a_b'],
    ['reads a quoted name that does not end', 'attachment; filename="a b', 'a b'],
    ['needs no blank, and bears some', 'attachment;filename = x', 'x'],
    ['needs no blank before a quoted name', 'attachment;filename = "x y"', 'x y'],
    ['needs no blank before an extended name', `attachment;filename* = UTF-8''x`, 'x'],
    ['has a name when an extended one is empty', `attachment; filename*=UTF-8''`, 'download'],
    ['has a name when a quoted one is empty', 'attachment; filename=""', 'download'],
    ['does not read another parameter that begins alike', 'attachment; filenames=x', undefined],
    ['does not read another quoted parameter', 'attachment; filename-old="x"', undefined],
    ['does not read another extended parameter', `attachment; filename*0*=UTF-8''x`, undefined],
    ['has a name when nothing is left', 'attachment; filename=".."', 'download'],
    ['suggests nothing without a name', 'attachment', undefined],
    ['suggests nothing for inline content', 'inline', undefined],
  ];
  for (const [claim, disposition, name] of cases) it(claim, () => check(disposition, name));

  it('gives only names that every file system takes as one name', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = safeBaseName(text);
        assert.match(name, /^[^./\\<>:"|?*\p{Cc}][^/\\<>:"|?*\p{Cc}]*$/u);
        assert.ok(!/[. ]$/.test(name) && name.length <= 121);
      }),
    ));

  const long: readonly [claim: string, text: string, name: string][] = [
    ['keeps the extension of a long name', `${'a'.repeat(500)}.json`, `${'a'.repeat(115)}.json`],
    ['leaves a name of 120 units alone', 'a'.repeat(120), 'a'.repeat(120)],
    ['cuts a name of 121 units', 'a'.repeat(121), 'a'.repeat(120)],
    ['keeps an extension of 16 units', `${'a'.repeat(120)}.${'b'.repeat(15)}`, `${'a'.repeat(104)}.${'b'.repeat(15)}`],
    ['takes no longer ending for an extension', `${'a'.repeat(120)}.${'b'.repeat(16)}`, 'a'.repeat(120)],
    ['takes a dot in the middle for no extension', `x.${'b'.repeat(200)}`, `x.${'b'.repeat(118)}`],
    ['does not cut a character in two', `${'a'.repeat(119)}😀`, 'a'.repeat(119)],
    ['keeps characters of two units elsewhere', `😀${'a'.repeat(200)}`, `😀${'a'.repeat(118)}`],
  ];
  for (const [claim, text, name] of long) it(claim, () => assert.equal(safeBaseName(text), name));

  it('suggests nothing without the field', () => assert.equal(saveName([]), undefined));
});
