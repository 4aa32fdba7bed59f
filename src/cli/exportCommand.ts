import { parse } from '../language/parse';
import { namesSecret } from '../language/words/secretNames';
import { defaultPolicy } from '../http/policy';
import { sessionAnswers } from '../run/answers';
import { planRequest } from '../run/planRequest';
import { contentReader } from '../transport/contents';
import { systemClock, systemRandom } from '../transport/systemClock';
import { codeTargets } from '../view/export/codeTargets';
import { curlCommand } from '../view/export/curlCommand';
import type { PrintedCode, PrintedRequest } from '../view/export/printedRequest';
import type { ExportOptions } from './exportOptions';
import { extensions, readInputs } from './inputs';
import { nodeFiles } from './nodeFiles';
import { planOf, type Planned } from './plan';
import { readLayers, type LayersOf } from './readLayers';
import { plannedHar } from './report/har';
import { exitCodes, type Terminal } from './terminal';
import { userAgent, version } from './version';
import { writeNew } from './writeNew';

/** Writes requests as they would leave as cURL commands, a HAR archive or code. Nothing is sent, and no secret is read: variables stand where they would be. */
export async function exportCommand(options: ExportOptions, terminal: Terminal): Promise<number> {
  const { inputs, faults } = await readInputs([options.input], terminal.standardInput, extensions.all);
  const files = inputs.map((input) => ({ ...input, document: parse(input.text) }));
  const plan = planOf(files, options.names, []);
  if (faults.length > 0) return fail(terminal, faults);
  if (plan.kind === 'nothing') return fail(terminal, [plan.message]);
  const [only, ...others] = plan.planned;
  if (only === undefined)
    return fail(terminal, [`Every request in ${options.input} is disabled. Name one: --name NAME.`]);
  if (others.length > 0 && options.format !== 'har') {
    const count = plan.planned.length;
    return fail(terminal, [`There are ${count} requests in ${options.input}. Say which one is meant: --name NAME.`]);
  }
  const layersOf = await readLayers(files, options.environment, terminal);
  if (layersOf === undefined) return exitCodes.usage;
  const found = await Promise.all(plan.planned.map((planned) => printable(planned, options, layersOf)));
  const unresolved = found.filter((each) => typeof each === 'string');
  if (unresolved.length > 0) return fail(terminal, unresolved);
  const written = textOf(
    options,
    found.filter((each) => typeof each !== 'string'),
  );
  if (written.kind === 'impossible') return fail(terminal, [written.message]);
  if (options.output !== undefined) return fail(terminal, writeNew(options.output, written.text, terminal));
  terminal.print(written.text);
  return exitCodes.well;
}

/** Well when there is nothing to say. */
function fail(terminal: Terminal, faults: readonly string[]): number {
  for (const fault of faults) terminal.error(`rcreq: ${fault}\n`);
  return faults.length === 0 ? exitCodes.well : exitCodes.usage;
}

/** A request as it would leave; a sentence when it cannot be known. */
async function printable(
  { file, request, line }: Planned,
  { environment, variables }: ExportOptions,
  layersOf: LayersOf,
): Promise<PrintedRequest | string> {
  const planned = await planRequest(
    { document: file.document, request, file: file.file },
    {
      environment,
      layers: layersOf(file),
      overrides: variables.map((each) => ({ ...each, source: '--var', isSecret: namesSecret(each.name) })),
      policy: { ...defaultPolicy, userAgent },
      answers: sessionAnswers(),
    },
    { files: nodeFiles, clock: systemClock, random: systemRandom, contents: contentReader },
  );
  if (planned.kind === 'unresolved') return `${file.label}:${line}: ${planned.message}`;
  const { message, secrets } = planned;
  const { content } = message;
  return { message, secrets, body: content && (await contentReader.read(content, 0, content.size)) };
}

function textOf({ format }: ExportOptions, requests: readonly PrintedRequest[]): PrintedCode {
  const [first] = requests;
  if (format === 'har' || first === undefined) return { kind: 'code', text: plannedHar(requests, version) };
  if (format !== 'curl') return codeTargets[format](first);
  return { kind: 'code', text: `${curlCommand(first.message, first.body, first.secrets)}\n` };
}
