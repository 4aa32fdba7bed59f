import { isElement, readXml, type XmlNode } from './readXml';
import { parseXPath, type Expression, type Step } from './xpathSyntax';

/** What an XPath finds: the text of the first node, or the value of a function, and how many nodes there are. */
export type XmlSearch =
  | { readonly kind: 'found'; readonly text: string; readonly count: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'notXml' }
  | { readonly kind: 'invalidPath' };

/**
 * Looks up an XPath in a text in XML. Names are compared as they are written, so that `//soap:Body` finds `<soap:Body>` and `//id` finds
 * `<id xmlns="…">`. An element with elements in it reads as it stands in the source, one without as its text.
 */
export function findInXml(source: string, path: string): XmlSearch {
  const expression = parseXPath(path);
  if (expression === undefined) return { kind: 'invalidPath' };
  const document = readXml(source.replace(/^\uFEFF/, ''));
  if (document === undefined) return { kind: 'notXml' };
  const value = evaluate(expression, { node: document, position: 1, size: 1 });
  if (!isNodes(value)) return { kind: 'found', text: String(value), count: 1 };
  const [first] = value;
  return first === undefined
    ? { kind: 'nothing' }
    : { kind: 'found', text: shown(first, source.replace(/^\uFEFF/, '')), count: value.length };
}

function shown(node: XmlNode, source: string): string {
  if (node.kind === 'document') return source;
  return node.children.some(isElement) ? source.slice(node.start, node.end) : stringOf(node);
}

type XPathValue = readonly XmlNode[] | string | number | boolean;

function isNodes(value: XPathValue): value is readonly XmlNode[] {
  return typeof value === 'object';
}

interface Place {
  readonly node: XmlNode;
  /** Counted from 1 among the nodes its step found. */
  readonly position: number;
  readonly size: number;
}

function evaluate(expression: Expression, place: Place): XPathValue {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path': {
      const { isAbsolute, steps } = expression;
      return steps.reduce(stepFrom, [isAbsolute ? rootOf(place.node) : place.node]);
    }
    case 'operation':
      return operate(expression.operator, evaluate(expression.left, place), () => evaluate(expression.right, place));
    case 'call':
      return call(expression.name, expression.values, place);
  }
}

function rootOf(node: XmlNode): XmlNode {
  let root = node;
  while (root.parent !== undefined) root = root.parent;
  return root;
}

function stepFrom(nodes: readonly XmlNode[], step: Step): readonly XmlNode[] {
  const found = new Set<XmlNode>();
  const from = step.isDeep ? withDescendants(nodes) : nodes;
  for (const node of from) {
    const reached = axisOf(node, step.axis).filter((each) => matches(each, step.test));
    for (const each of step.predicates.reduce(filtered, reached)) found.add(each);
  }
  return [...found];
}

/** Nodes and all below them, each once, in the order of the document where the nodes are; without recursion, so that depth costs nothing. */
function withDescendants(nodes: readonly XmlNode[]): readonly XmlNode[] {
  const found = new Set<XmlNode>();
  for (const node of nodes) {
    const left = [node];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      for (let at = next.children.length - 1; at >= 0; at--) {
        const child = next.children[at];
        if (child !== undefined) left.push(child);
      }
    }
  }
  return [...found];
}

function axisOf(node: XmlNode, axis: Step['axis']): readonly XmlNode[] {
  if (axis === 'self') return [node];
  if (axis === 'parent') return node.parent === undefined ? [] : [node.parent];
  return axis === 'attribute' ? node.attributes : node.children;
}

function matches({ kind, name }: XmlNode, test: string): boolean {
  if (test === 'node()') return true;
  if (test === 'text()') return kind === 'text';
  if (kind !== 'element' && kind !== 'attribute') return false;
  return test === '*' || test === name || (test.endsWith(':*') && name.startsWith(test.slice(0, -1)));
}

function filtered(nodes: readonly XmlNode[], predicate: Expression): XmlNode[] {
  const size = nodes.length;
  return nodes.filter((node, index) => {
    const value = evaluate(predicate, { node, position: index + 1, size });
    return typeof value === 'number' ? value === index + 1 : isTrue(value);
  });
}

function operate(operator: string, left: XPathValue, right: () => XPathValue): XPathValue {
  if (operator === 'or') return isTrue(left) || isTrue(right());
  if (operator === 'and') return isTrue(left) && isTrue(right());
  const other = right();
  if (operator === '|') return isNodes(left) && isNodes(other) ? [...new Set([...left, ...other])] : [];
  return atoms(left).some((one) => atoms(other).some((another) => compares(operator, one, another)));
}

/** A comparison with a set of nodes holds when it holds for one of them (XPath 1.0 §3.4). */
function atoms(value: XPathValue): readonly (string | number | boolean)[] {
  return isNodes(value) ? value.map(stringOf) : [value];
}

function compares(operator: string, left: string | number | boolean, right: string | number | boolean): boolean {
  const isNumeric = typeof left === 'number' || typeof right === 'number';
  const isEqual = isNumeric ? Number(left) === Number(right) : String(left) === String(right);
  switch (operator) {
    case '=':
      return isEqual;
    case '!=':
      return !isEqual;
    case '<':
      return Number(left) < Number(right);
    case '<=':
      return Number(left) <= Number(right);
    case '>':
      return Number(left) > Number(right);
    default:
      return Number(left) >= Number(right);
  }
}

function call(name: string, values: readonly Expression[], place: Place): XPathValue {
  const value = (index: number): XPathValue => {
    const given = values[index];
    return given === undefined ? [place.node] : evaluate(given, place);
  };
  const text = (index: number): string => textOf(value(index));
  switch (name) {
    case 'position':
      return place.position;
    case 'last':
      return place.size;
    case 'count': {
      const counted = value(0);
      return isNodes(counted) ? counted.length : 0;
    }
    case 'name':
      return nameOf(value(0));
    case 'local-name':
      return nameOf(value(0)).replace(/^.*:/, '');
    case 'not':
      return !isTrue(value(0));
    case 'true':
      return true;
    case 'false':
      return false;
    case 'contains':
      return text(0).includes(text(1));
    case 'starts-with':
      return text(0).startsWith(text(1));
    case 'string':
      return text(0);
    case 'number':
      return Number(text(0));
    case 'string-length':
      return text(0).length;
    case 'normalize-space':
      return text(0).trim().replace(/\s+/g, ' ');
    case 'concat':
      return values.map((_each, index) => text(index)).join('');
    default:
      return [];
  }
}

function nameOf(value: XPathValue): string {
  return isNodes(value) ? (value[0]?.name ?? '') : '';
}

function textOf(value: XPathValue): string {
  if (!isNodes(value)) return String(value);
  const [first] = value;
  return first === undefined ? '' : stringOf(first);
}

function isTrue(value: XPathValue): boolean {
  if (isNodes(value)) return value.length > 0;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

/** All text in a node (XPath 1.0 §5). */
function stringOf(node: XmlNode): string {
  if (node.kind === 'text' || node.kind === 'attribute') return node.value;
  return withDescendants([node])
    .map(({ value }) => value)
    .join('');
}
