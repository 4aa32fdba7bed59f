import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mediaType, parseBoundary } from '../../../../src/http/multipart/boundary';

const check = (contentType: string, boundary: string | undefined) => assert.equal(parseBoundary(contentType), boundary);

describe('parseBoundary', () => {
  const cases: readonly [claim: string, contentType: string, boundary: string | undefined][] = [
    ['reads a token', 'multipart/mixed; boundary=B1', 'B1'],
    ['needs no space before the parameter', 'multipart/mixed;boundary=B1', 'B1'],
    ['reads the name in any case', 'Multipart/Mixed;Boundary=AbC', 'AbC'],
    ['reads a quoted string', 'multipart/mixed; boundary="a b;c=d"', 'a b;c=d'],
    ['takes backslashes out of a quoted string', 'multipart/mixed; boundary="a\\"b\\\\c"', 'a"b\\c'],
    ['runs an unclosed quotation to the end', 'multipart/mixed; boundary="abc', 'abc'],
    ['tolerates blanks around the equals sign', 'multipart/mixed; boundary = B1 ; x=y', 'B1'],
    ['drops trailing blanks, which no boundary may have', 'multipart/mixed; boundary="B1  "', 'B1'],
    ['is not misled by another quoted parameter', 'multipart/mixed; a="; boundary=no"; boundary=yes', 'yes'],
    ['takes the first of several', 'multipart/mixed; boundary=a; boundary=b', 'a'],
    ['keeps an equals sign in a token', 'multipart/mixed; boundary=a=b', 'a=b'],
    ['passes parameters without a value', 'multipart/mixed; x;; boundary=a', 'a'],
    ['does not take the end of another name for its own', 'multipart/mixed; xboundary=a', undefined],
    ['reads a quoted string behind blanks', 'multipart/mixed; boundary= \t "a;b"', 'a;b'],
    ['keeps a backslash that ends the text', 'multipart/mixed; boundary="a\\', 'a\\'],
    ['needs no media type before the parameter', ';boundary=a', 'a'],
    ['takes no media type for a parameter', 'boundary=a', undefined],
    ['takes no part of a media type for a parameter', '/boundary=a; x=y', undefined],
    ['comes to an end in a name', 'multipart/mixed; bound', undefined],
    ['has no boundary in a name without value', 'multipart/mixed; boundary; x=y', undefined],
    ['has no boundary in an empty value', 'multipart/mixed; boundary=""', undefined],
    ['has no boundary without parameters', 'multipart/mixed', undefined],
  ];
  for (const [claim, contentType, boundary] of cases) it(claim, () => check(contentType, boundary));

  it('stays linear on a hostile value', () => {
    assert.equal(parseBoundary(`multipart/mixed${'; bound="'.repeat(200_000)}${'\\'.repeat(200_000)}`), undefined);
  });
});

describe('mediaType', () => {
  it('drops parameters and case', () => assert.equal(mediaType(' Multipart/Mixed ;Boundary=a'), 'multipart/mixed'));
  it('is undefined when nothing is given', () => assert.equal(mediaType('  '), undefined));
});
