import { parseTemplate } from '../../language/parse/template';
import type { ParsedRequest, RequestDocument, Template } from '../../language/document';
import type { Binding, RunContext, RunTarget } from '../ports';
import { namesSecret } from '../../language/words/secretNames';

/** A file that the request's file imports, at any depth, nearest first. */
export interface ImportedFile {
  readonly document: RequestDocument;
  readonly file: string;
}

/** Where a name has its value: text that may hold references of its own. */
export interface Definition {
  /** Tells definitions of one run apart. */
  readonly key: string;
  readonly template: Template;
  /** For people: `http-client.env.json (dev)`, `the file`. */
  readonly source: string;
  /** Its literal text is secret, whatever it refers to. */
  readonly isSecret: boolean;
  /** Whether the spans of `template` lie in the text of the request's own file. */
  readonly isHere: boolean;
}

/** Every name that a request can see, nearest first: `--var`, prompts, file, imported files, environment, shared. */
export interface Scope {
  define(name: string): Definition | undefined;
  /** A value that holds for every environment, as `{{$shared NAME}}` asks for. */
  defineShared(name: string): Definition | undefined;
  /** The request of this name in the file, else in an imported one. */
  request(name: string): RunTarget | undefined;
  /** For suggestions. */
  readonly names: readonly string[];
  readonly requestNames: readonly string[];
}

/** The scope of one send. `answers` are what was typed for `# @prompt`. */
export function scopeOf(
  target: RunTarget,
  imports: readonly ImportedFile[],
  context: RunContext,
  answers: readonly Binding[],
): Scope {
  const outside = context.layers.map((layer, index) => definitionsOf(layer, `environment ${index}`));
  const shared = context.layers.map((layer, index) =>
    definitionsOf(
      layer.filter(({ isShared }) => isShared),
      `environment ${index}`,
    ),
  );
  const here = fileDefinitions(target.document, undefined);
  const imported = imports.map(({ document, file }) => fileDefinitions(document, file));
  const layers = [
    definitionsOf(context.overrides ?? [], 'override'),
    definitionsOf(answers, 'prompt', literal),
    here,
    ...imported,
    ...outside,
  ];
  const files = [{ document: target.document, file: target.file }, ...imports];
  return {
    define: (name) => firstOf(layers, name),
    defineShared: (name) => firstOf(shared, name),
    request: (name) => {
      for (const { document, file } of files) {
        const request = requestsOf(document).get(name);
        if (request !== undefined) return { document, request, file };
      }
      return undefined;
    },
    get names() {
      return layers.flatMap((layer) => [...layer.keys()]);
    },
    get requestNames() {
      return files.flatMap(({ document }) => [...requestsOf(document).keys()]);
    },
  };
}

type Layer = ReadonlyMap<string, Definition>;

function firstOf(layers: readonly Layer[], name: string): Definition | undefined {
  for (const layer of layers) {
    const definition = layer.get(name);
    if (definition !== undefined) return definition;
  }
  return undefined;
}

function definitionsOf(bindings: readonly Binding[], layer: string, read = templateOf): Layer {
  return new Map(
    bindings.map(({ name, value, source, isSecret }) => [
      name,
      { key: `${layer}/${name}`, template: read(value), source, isSecret, isHere: false },
    ]),
  );
}

function templateOf(value: string): Template {
  return parseTemplate(value, 0, value.length);
}

/** What somebody types is meant as it is, braces included. */
function literal(value: string): Template {
  const span = { start: 0, end: value.length };
  return { span, pieces: [{ kind: 'text', span, text: value }] };
}

const ownDefinitions = new WeakMap<RequestDocument, Layer>();
const importedDefinitions = new WeakMap<RequestDocument, Layer>();

/** The variables of a file, the last of a name; `imported` is the path of an imported one. */
function fileDefinitions(document: RequestDocument, imported: string | undefined): Layer {
  const byDocument = imported === undefined ? ownDefinitions : importedDefinitions;
  const known = byDocument.get(document);
  if (known !== undefined) return known;
  const definitions = new Map<string, Definition>();
  for (const { name, value } of document.blocks.flatMap(({ variables }) => variables)) {
    const key = `${imported === undefined ? 'file' : `import ${imported}`}/${name}`;
    const source = imported ?? 'the file';
    definitions.set(name, {
      key,
      template: value,
      source,
      isSecret: namesSecret(name),
      isHere: imported === undefined,
    });
  }
  byDocument.set(document, definitions);
  return definitions;
}

const requestsByDocument = new WeakMap<RequestDocument, ReadonlyMap<string, ParsedRequest>>();

/** The named requests of a file, the first of a name. Kept with the document: a file of thousands is run one request at a time. */
function requestsOf(document: RequestDocument): ReadonlyMap<string, ParsedRequest> {
  const known = requestsByDocument.get(document);
  if (known !== undefined) return known;
  const requests = new Map<string, ParsedRequest>();
  for (const { request } of document.blocks) {
    if (request?.name !== undefined && !requests.has(request.name)) requests.set(request.name, request);
  }
  requestsByDocument.set(document, requests);
  return requests;
}
