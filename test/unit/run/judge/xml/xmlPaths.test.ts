import assert from 'node:assert/strict';
import { xmlPaths } from '../../../../../src/run/judge/xml/xmlPaths';

describe('paths into a body in XML', () => {
  it('are its elements and attributes, the outer ones first, each once', () =>
    assert.deepEqual(
      xmlPaths('\uFEFF<a xmlns="u" id="1"><b c="2">x</b><b><d/></b><s:e>y</s:e></a>').map(
        ({ path, type }) => `${path} ${type}`,
      ),
      ['/a elements', '/a/@id attribute', '/a/b elements', '/a/s:e text', '/a/b/@c attribute', '/a/b/d text'],
    ));

  it('are none of what is no XML', () => assert.deepEqual(xmlPaths('{"a":1}'), []));

  it('are 500 at most, of a wide document as of a deep one', () => {
    const wide = `<a>${Array.from({ length: 5000 }, (_each, at) => `<b${at}/>`).join('')}</a>`;
    assert.equal(xmlPaths(wide).length, 500);
    assert.equal(xmlPaths('<a>'.repeat(1000) + '</a>'.repeat(1000)).length, 8);
  });
});
