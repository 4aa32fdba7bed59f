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

  it('keeps the extension of a long name', () =>
    assert.match(safeBaseName(`${'a'.repeat(500)}.json`), /^a{115}\.json$/));
});
