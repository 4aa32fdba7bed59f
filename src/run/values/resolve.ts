import type { Span } from '../../base/span';
import type { Template, TemplatePiece } from '../../language/document';
import { dynamicValues } from '../../language/words/dynamicValues';
import { foreignDynamicValues } from '../../language/words/foreignDynamicValues';
import { nearest } from '../../language/words/nearest';
import { dynamicValue } from './dynamicValue';
import { hostValue } from './hostValue';
import { problem, type Problem } from '../problem';
import { parseReference, referenceValue } from './reference';
import type { Definition, Scope } from './scope';
import { isAddress } from '../../language/words/secretNames';
import type { Complaint, Finding, Surroundings, Value } from '../request/surroundings';

/** Where a reference stands: the names being resolved around it, and the place to complain at when it is not in the file itself. */
interface Use {
  readonly around: readonly Definition[];
  readonly names: readonly string[];
  readonly at: Span | undefined;
}

/** Where a complaint about a value of another file is placed, when no reference leads to it. */
const nowhere: Span = { start: 0, end: 0 };

const nothing: Value = { text: '', secrets: [] };

/** Stands for a value that is not known while names are only being checked; not empty, so that it passes for a path value. */
export const placeholder: Value = { text: 'x', secrets: [] };

/** Resolves the templates of one send. A name has one value for the whole send; a dynamic value one for each use. */
export class Resolver {
  readonly #scope: Scope;
  readonly #surroundings: Surroundings;
  readonly #problems = new Map<string, Problem>();
  readonly #secrets = new Set<string>();
  readonly #values = new Map<string, Promise<Value>>();

  constructor(scope: Scope, surroundings: Surroundings) {
    this.#scope = scope;
    this.#surroundings = surroundings;
  }

  /** Complaints so far, each once. */
  get problems(): readonly Problem[] {
    return [...this.#problems.values()];
  }

  /** Every secret value that was used. */
  get secrets(): readonly string[] {
    return [...this.#secrets];
  }

  /** The text of a template; references without a value leave nothing, in a dry run themselves, and add to `problems`. `at` places them when the template does not stand in the file. */
  resolve(template: Template, at?: Span): Promise<Value> {
    return this.#template(template, { around: [], names: [], at });
  }

  /** The value of one piece of a template in the file. */
  piece(piece: TemplatePiece): Promise<Value> {
    return this.#piece(piece, { around: [], names: [], at: undefined });
  }

  /** The value of a name that is not written down; undefined when nothing defines it. */
  valueOf(name: string): Promise<Value> | undefined {
    const definition = this.#scope.define(name);
    return definition && this.resolve(definition.template, definition.isHere ? undefined : nowhere);
  }

  /** Adds a complaint that is not about a name. */
  complain(span: Span, { code, message }: Complaint): void {
    this.#problems.set(`${span.start} ${code} ${message}`, problem(span, code, message));
  }

  async #template(template: Template, use: Use): Promise<Value> {
    let value = nothing;
    for (const piece of template.pieces) value = joined(value, await this.#piece(piece, use));
    return value;
  }

  async #piece(piece: TemplatePiece, use: Use): Promise<Value> {
    if (piece.kind === 'text') return { text: piece.text, secrets: [] };
    const span = use.at ?? piece.expressionSpan;
    const found = await this.#find(piece.expression, use, span);
    if ('code' in found) {
      this.complain(span, found);
      return this.#surroundings.context.isDryRun === true ? asTyped(piece) : nothing;
    }
    for (const secret of found.secrets) this.#secrets.add(secret);
    return piece.isPercentEncoded ? { ...found, text: encodeURIComponent(found.text) } : found;
  }

  async #find(expression: string, use: Use, span: Span): Promise<Finding> {
    if (expression.startsWith('$')) return this.#special(expression, use, span);
    const reference = parseReference(expression);
    if (reference === undefined) return this.#named(expression, this.#scope.define(expression), use, span);
    const answer = await this.#surroundings.answerOf(reference.name);
    if (answer === undefined) return placeholder;
    if ('code' in answer) return answer;
    const value = await referenceValue(reference, answer, this.#surroundings.ports.send.contents);
    return value.kind === 'missing'
      ? { code: 'reference-without-value', message: value.message }
      : tainted(value.text, value.isSecret, []);
  }

  async #special(expression: string, use: Use, span: Span): Promise<Finding> {
    const dynamic = dynamicValue(expression, this.#surroundings.ports.send);
    if (dynamic?.kind === 'value') return { text: dynamic.text, secrets: [] };
    if (dynamic !== undefined) return { code: 'dynamic-value', message: `\`{{${expression}}}\`: ${dynamic.message}` };
    const lookUp = (name: string, isShared: boolean): Promise<Finding> =>
      this.#named(name, isShared ? this.#scope.defineShared(name) : this.#scope.define(name), use, span);
    return (await hostValue(expression, this.#surroundings, lookUp)) ?? unknownDynamic(expression);
  }

  async #named(name: string, definition: Definition | undefined, use: Use, span: Span): Promise<Finding> {
    if (definition === undefined) return unknownName(name, this.#scope);
    const names = [...use.names, name];
    const first = use.around.findIndex(({ key }) => key === definition.key);
    if (first !== -1) {
      const circle = names.slice(first).join(' → ');
      return { code: 'variable-cycle', message: `\`${name}\` refers to itself: ${circle}. Break the circle.` };
    }
    const known = this.#values.get(definition.key);
    if (known !== undefined) return known;
    if (use.around.length >= deepest) return { code: 'variable-chain', message: tooDeep(use.names[0] ?? name) };
    const inside = { around: [...use.around, definition], names, at: definition.isHere ? use.at : span };
    const value = this.#template(definition.template, inside).then(({ text, secrets }) =>
      tainted(text, definition.isSecret, secrets),
    );
    this.#values.set(definition.key, value);
    return value;
  }
}

/** What a dry run shows in the place of a value that is not there. */
function asTyped({ expression }: Extract<TemplatePiece, { kind: 'reference' }>): Value {
  return { text: `{{${expression}}}`, secrets: [] };
}

/** More variables in each other than anybody writes. */
const deepest = 100;

function tooDeep(first: string): string {
  return `\`${first}\` leads through more than ${deepest} variables, one in the other. Give one of them its value.`;
}

/** The text with its secrets; all of it is one when `isSecret`, unless it is only an address. */
function tainted(text: string, isSecret: boolean, inner: readonly string[]): Value {
  const isWhole = isSecret && text !== '' && !isAddress(text) && !inner.includes(text);
  return { text, secrets: isWhole ? [...inner, text] : inner };
}

/** Two values after each other. */
export function joined(first: Value, second: Value): Value {
  return {
    text: first.text + second.text,
    secrets: second.secrets.length === 0 ? first.secrets : [...first.secrets, ...second.secrets],
  };
}

function unknownName(name: string, scope: Scope): Finding {
  const meant = nearest(name, scope.names);
  const hint =
    meant === undefined
      ? `Define it with \`@${name} = …\`, in the environment, or as a prompt.`
      : `Did you mean \`${meant}\`?`;
  return /^[\p{L}\p{N}_.-]+$/u.test(name)
    ? { code: 'unknown-variable', message: `\`${name}\` has no value here. ${hint}` }
    : {
        code: 'unknown-variable',
        message: `\`{{${name}}}\` is no name, reference or dynamic value. Scripts are not run.`,
      };
}

function unknownDynamic(expression: string): Finding {
  const name = /^\$[\w.]*/.exec(expression)?.[0] ?? expression;
  const foreign = foreignDynamicValues.get(name.split('.')[0] ?? name);
  if (foreign !== undefined) return { code: 'unknown-dynamic-value', message: foreign };
  const meant = nearest(name, dynamicValues.keys(), 3);
  const hint =
    meant === undefined ? `Known are ${[...dynamicValues.keys()].join(', ')}.` : `Did you mean \`${meant}\`?`;
  return { code: 'unknown-dynamic-value', message: `\`${name}\` is no dynamic value. ${hint}` };
}
