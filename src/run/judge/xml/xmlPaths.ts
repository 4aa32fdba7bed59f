import { isElement, readXml, type XmlNode } from './readXml';

/** A place in a body in XML that a reference can name: `/books/book/@id`, and what stands there. */
export interface XmlPath {
  readonly path: string;
  readonly type: 'text' | 'attribute' | 'elements';
}

/** The places of a body in XML, the outer ones first, each once. At most 500, and 8 levels down; none when it is no XML. */
export function xmlPaths(source: string): readonly XmlPath[] {
  const document = readXml(source.replace(/^\uFEFF/, ''));
  const found = new Map<string, XmlPath['type']>();
  let level: readonly (readonly [path: string, node: XmlNode])[] = document === undefined ? [] : [['', document]];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: (readonly [path: string, node: XmlNode])[] = [];
    for (const [above, node] of level) {
      for (const { name } of node.attributes) {
        if (!/^xmlns(?::|$)/.test(name)) found.set(`${above}/@${name}`, 'attribute');
      }
      for (const child of node.children.filter(isElement)) {
        const path = `${above}/${child.name}`;
        if (found.get(path) !== 'elements') found.set(path, child.children.some(isElement) ? 'elements' : 'text');
        next.push([path, child]);
      }
    }
    level = next;
  }
  return [...found].slice(0, most).map(([path, type]) => ({ path, type }));
}

const most = 500;
const deepest = 8;
