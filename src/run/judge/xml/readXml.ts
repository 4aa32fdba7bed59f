/** One node of a document in XML: the document itself, an element, an attribute or a stretch of text. */
export interface XmlNode {
  readonly kind: 'document' | 'element' | 'attribute' | 'text';
  /** As written, prefix included; empty for the document and for text. */
  readonly name: string;
  /** Of an attribute or a text, its references replaced; empty otherwise. */
  readonly value: string;
  readonly parent: XmlNode | undefined;
  readonly children: XmlNode[];
  readonly attributes: readonly XmlNode[];
  /** Its content as it stands in the source: between the tags of an element. */
  readonly start: number;
  end: number;
}

/**
 * Reads XML 1.0 as far as a search needs it: elements, attributes and text with the five named and all numeric references. Comments,
 * instructions and the document type are left out, nothing is fetched, and depth costs no stack. Undefined when the text is no XML.
 */
export function readXml(source: string): XmlNode | undefined {
  const document = node('document', '', undefined, 0);
  let open: XmlNode | undefined = document;
  let at = 0;
  for (let sign = source.indexOf('<'); sign >= 0; sign = source.indexOf('<', at)) {
    addText(open, source.slice(at, sign), at, true);
    const end: number | undefined = asideEnd(source, sign) ?? tagEnd(source, sign);
    if (end === undefined) return undefined;
    if (source.startsWith(cdata, sign)) addText(open, source.slice(sign + cdata.length, end - 3), sign, false);
    else if (isTag(source, sign))
      open = source[sign + 1] === '/' ? closed(open, source, sign) : opened(open, source, sign);
    if (open === undefined) return undefined;
    at = end;
  }
  const isWhole = open === document && source.slice(at).trim() === '';
  return isWhole && document.children.filter(isElement).length === 1 ? document : undefined;
}

const cdata = '<![CDATA[';

/** What is neither text nor a tag, by its beginning, with its end. */
const asides: readonly (readonly [begin: string, end: string])[] = [
  ['<!--', '-->'],
  ['<?', '?>'],
  [cdata, ']]>'],
];

/** Where a comment, an instruction, characters or the document type end that begin here; undefined when none does, or it has no end. */
function asideEnd(source: string, sign: number): number | undefined {
  const [, close] = asides.find(([begin]) => source.startsWith(begin, sign)) ?? [];
  if (close !== undefined) {
    const found = source.indexOf(close, sign);
    return found < 0 ? undefined : found + close.length;
  }
  return sticky(documentType, source, sign)?.end;
}

function isTag(source: string, sign: number): boolean {
  const next = source[sign + 1];
  return next !== '!' && next !== '?';
}

function tagEnd(source: string, sign: number): number | undefined {
  return isTag(source, sign) ? sticky(tag, source, sign)?.end : undefined;
}

function opened(parent: XmlNode, source: string, sign: number): XmlNode {
  const { found, end } = sticky(tag, source, sign) ?? { found: [], end: sign };
  const [, , name = '', attributes = '', slash] = found;
  const element = elementOf(name, attributes, parent, end);
  parent.children.push(element);
  return slash === undefined ? element : parent;
}

function closed(open: XmlNode, source: string, sign: number): XmlNode | undefined {
  const name = sticky(tag, source, sign)?.found[1];
  if (open.name !== name) return undefined;
  open.end = sign;
  return open.parent;
}

function sticky(
  pattern: RegExp,
  source: string,
  at: number,
): { readonly found: readonly (string | undefined)[]; readonly end: number } | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(source);
  return found === null ? undefined : { found, end: pattern.lastIndex };
}

export function isElement({ kind }: XmlNode): boolean {
  return kind === 'element';
}

const nameForm = String.raw`[^\s<>/=!?"'&]+`;
const attributeForm = String.raw`\s+${nameForm}\s*=\s*(?:"[^"<]*"|'[^'<]*')`;

const documentType = /<!DOCTYPE(?:[^<>[\]]|\[[^\]]*\])*>/y;

/** A closing tag (1), or an opening one (2: name, 3: attributes, 4: `/`). */
const tag = new RegExp(String.raw`<(?:\/(${nameForm})\s*|(${nameForm})((?:${attributeForm})*)\s*(\/)?)>`, 'y');

function node(kind: XmlNode['kind'], name: string, parent: XmlNode | undefined, start: number): XmlNode {
  return { kind, name, value: '', parent, children: [], attributes: [], start, end: start };
}

function elementOf(name: string, written: string, parent: XmlNode, start: number): XmlNode {
  const attributes: XmlNode[] = [];
  const element: XmlNode = { ...node('element', name, parent, start), attributes };
  for (const [, key = '', quoted = ''] of written.matchAll(/([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    attributes.push({ ...node('attribute', key, element, start), value: unescaped(quoted.slice(1, -1)) });
  }
  return element;
}

function addText(parent: XmlNode, written: string, start: number, hasReferences: boolean): void {
  if (written === '' || parent.kind === 'document') return;
  const value = hasReferences ? unescaped(written) : written;
  parent.children.push({ ...node('text', '', parent, start), value, end: start + written.length });
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, word = '') => {
      if (hex === undefined && decimal === undefined) return named[String(word)] ?? whole;
      const point = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}
