import type { LanguageContext } from '../language/context';
import { diagnose } from '../language/diagnose';
import type { Diagnostic, RequestDocument } from '../language/document';
import { parse } from '../language/parse';
import { literalText } from '../language/parse/template';
import { readEnvironments } from '../run/values/environments';
import { readImports } from '../run/request/imports';
import { placeIn } from '../run/place';
import type { FileOptions } from './commandLine';
import { extensions, labelOf, readInputs, type Input } from './inputs';
import { nodeFiles } from './nodeFiles';
import { exitCodes, type Terminal } from './terminal';

/** Prints what is wrong in files, one complaint a line; the exit code. */
export async function checkCommand({ inputs: names, takesHttp }: FileOptions, terminal: Terminal): Promise<number> {
  const { inputs, faults } = await readInputs(
    names,
    terminal.standardInput,
    takesHttp ? extensions.all : extensions.own,
  );
  for (const fault of faults) terminal.error(`rcreq: ${fault}\n`);
  const said = new Set<string>();
  let hasErrors = faults.length > 0;
  for (const input of inputs) {
    for (const { file, line, column, severity, code, message } of await complaintsAbout(input)) {
      hasErrors ||= severity === 'error';
      const text = `${file}:${line}:${column}: ${severity} ${code}: ${message}\n`;
      if (!said.has(text)) terminal.print(text);
      said.add(text);
    }
  }
  return hasErrors ? exitCodes.usage : exitCodes.well;
}

interface Complaint extends Omit<Diagnostic, 'span'> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

async function complaintsAbout({ file, label, text }: Input): Promise<readonly Complaint[]> {
  const document = parse(text);
  const environments = await readEnvironments(nodeFiles, file);
  const target = { document, file };
  const { imports, problems, circles } = await readImports(target, nodeFiles);
  const context: LanguageContext = {
    // A name that any environment knows is known: which one will be chosen is not said here.
    variables: [undefined, ...environments.names].flatMap((name) =>
      environments.layers(name).flatMap((layer) => layer.map((each) => ({ ...each, value: undefined }))),
    ),
    imports: imports.map((each) => ({ path: each.file, document: each.document })),
    environments: environments.names,
    profiles: [],
    urls: [],
  };
  const found = [...diagnose(document, context), ...problems, ...circles, ...(await missingFiles(document, file))];
  const placed = found
    .sort((one, other) => one.span.start - other.span.start)
    .map(({ span, ...rest }) => ({ ...rest, ...placeIn(document, span.start), file: label }));
  return [...environments.diagnostics.map((each) => ({ ...each, file: labelOf(each.file) })), ...placed];
}

/** Files of bodies that are named without variables and cannot be read. */
async function missingFiles(document: RequestDocument, file: string | undefined): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const piece of document.blocks.flatMap(({ request }) => request?.body ?? [])) {
    const path = piece.kind === 'file' ? literalText(piece.path) : undefined;
    if (piece.kind !== 'file' || path === undefined || path === '') continue;
    const read = await nodeFiles.read(path, file);
    if (read.kind !== 'octets') {
      const code = read.kind === 'missing' ? 'missing-file' : 'file-refused';
      found.push({ span: piece.path.span, severity: 'error', code, message: read.message });
    }
  }
  return found;
}
