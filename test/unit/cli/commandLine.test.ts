import assert from 'node:assert/strict';
import { parseCommandLine } from '../../../src/cli/commandLine';
import type { RunOptions } from '../../../src/cli/runOptions';

function check(line: string, expected: Partial<RunOptions>) {
  const command = parseCommandLine(line.split(' '));
  assert.equal(command.kind, 'run', command.kind === 'wrong' ? command.message : command.kind);
  for (const [name, value] of Object.entries(expected)) {
    assert.deepEqual((command as unknown as Record<string, unknown>)[name], value);
  }
}

function checkWrong(line: string, message: RegExp) {
  const command = parseCommandLine(line.split(' ').filter((word) => word !== ''));
  assert.equal(command.kind, 'wrong');
  assert.match(command.message, message);
  assert.match(command.message, /[.?]$/);
}

describe('parseCommandLine', () => {
  it('reads the other commands', () => {
    const files = { inputs: ['a'], takesHttp: false };
    assert.deepEqual(parseCommandLine(['format', 'a', '--check']), { kind: 'format', ...files, isCheck: true });
    assert.deepEqual(parseCommandLine(['format', '-']), { kind: 'format', ...files, inputs: ['-'], isCheck: false });
    assert.deepEqual(parseCommandLine(['check', 'a']), { kind: 'check', ...files });
    assert.deepEqual(parseCommandLine(['check', 'a', '--http']), { kind: 'check', ...files, takesHttp: true });
    const imported = { kind: 'import', format: 'http', sources: ['a', 'b'], output: 'c' };
    assert.deepEqual(parseCommandLine(['import', 'http', 'a', '-o', 'c', 'b']), imported);
    assert.deepEqual(parseCommandLine(['import', 'http', 'a', 'b', '--output', 'c']), imported);
    checkWrong('format --check', /Name at least one file/);
  });
  it('has the documented defaults', () =>
    check('run a.rcreq', {
      inputs: ['a.rcreq'],
      reports: [{ kind: 'pretty', output: undefined }],
      parallel: 1,
      repeat: 1,
      timeout: undefined,
      isDryRun: false,
    }));
  it('reads every documented option', () =>
    check(
      'run a - b/** --name x --name y --tag s,t --env dev --var k=v=w --var empty= --secret S=VAR --auth p=f.json --report json --output o.json --bail --parallel 4 --repeat 3 --timeout 30s --max-wait 500ms --allow-insecure-host h --resolve h:443:127.0.0.1 --dry-run --verbose --no-color',
      {
        inputs: ['a', '-', 'b/**'],
        names: ['x', 'y'],
        tags: ['s', 't'],
        environment: 'dev',
        variables: [
          { name: 'k', value: 'v=w' },
          { name: 'empty', value: '' },
        ],
        secrets: [{ name: 'S', value: 'VAR' }],
        profiles: [{ name: 'p', value: 'f.json' }],
        reports: [{ kind: 'json', output: 'o.json' }],
        stopsAtFailure: true,
        parallel: 4,
        repeat: 3,
        timeout: 30_000,
        maxWait: 500,
        insecureHosts: ['h'],
        resolve: [{ host: 'h', port: 443, address: '127.0.0.1' }],
        isDryRun: true,
        isVerbose: true,
        isColorless: true,
      },
    ));
  it('reads an IPv6 address in --resolve', () =>
    check('run a --resolve api.test:8443:[::1]', { resolve: [{ host: 'api.test', port: 8443, address: '::1' }] }));
  it('gives each output to its report, in order, and leaves pretty on the terminal', () =>
    check('run a --report pretty --report json --report junit --output o.json --output o.xml', {
      reports: [
        { kind: 'pretty', output: undefined },
        { kind: 'json', output: 'o.json' },
        { kind: 'junit', output: 'o.xml' },
      ],
    }));
  it('writes a report for people to a file when there is no other', () =>
    check('run a --output o.txt', { reports: [{ kind: 'pretty', output: 'o.txt' }] }));
  it('lets reports of lines share standard output', () =>
    check('run a --report pretty --report github', {
      reports: [
        { kind: 'pretty', output: undefined },
        { kind: 'github', output: undefined },
      ],
    }));

  for (const [line, message] of [
    ['frob', /There is no command `frob`\..*run, check, format, import, export, sandbox/],
    ['rum a', /Did you mean `run`\?/],
    ['--frob', /There is no option `--frob`/],
    ['run', /Name at least one file/],
    ['run a --bial', /There is no option `--bial`\. Did you mean `--bail`\?/],
    ['run a -x', /There is no option `-x`/],
    ['run a --env', /`--env` needs a value/],
    ['run a --env a --env b', /`--env` can be given only once/],
    ['run a --bail=yes', /`--bail` takes no value/],
    ['run a --var x', /`--var` takes NAME=VALUE/],
    ['run a --var =x', /`--var` takes NAME=VALUE/],
    ['run a --secret S=', /`--secret` takes NAME=VARIABLE/],
    ['run a --parallel 0', /`--parallel` takes a whole number from 1/],
    ['run a --repeat many', /`many` is none/],
    ['run a --timeout soon', /`--timeout` takes a duration such as 500ms/],
    ['run a --timeout 0s', /takes a duration/],
    ['run a --report xml', /There is no report `xml`\. There are pretty, json, junit, har, github\./],
    ['run a --report json --report har', /Two reports cannot share standard output/],
    ['run a --report json --report pretty', /Two reports cannot share standard output/],
    ['run a --report json --output a --output b', /There is an `--output` too many/],
    ['run a --resolve h:443', /`--resolve` takes HOST:PORT:ADDRESS/],
    ['run a --resolve h:99999:127.0.0.1', /`--resolve` takes/],
    ['run a --resolve h:443:other.test', /`--resolve` takes/],
    ['check', /Name at least one file/],
    ['check a --env x', /There is no option `--env`/],
    ['import', /Say what to import: http, curl, history, environments\./],
    ['import postman a', /`postman` cannot be imported: http, curl, history, environments\./],
    ['import curl', /a command in quotes/],
    ['import http a -o', /`-o` needs a value/],
    ['sandbox x', /takes no `x`/],
    ['sandbox --port 99999', /`--port` takes a number from 0 to 65535/],
  ] as const) {
    it(`refuses "${line}" in a sentence`, () => checkWrong(line, message));
  }

  it('repeats no value of --var or --secret, which may be secret', () => {
    const command = parseCommandLine(['run', 'a', '--var', 'hunter2']);
    assert.ok(command.kind === 'wrong' && !command.message.includes('hunter2'));
  });
  it('gives help on everything and on each command', () => {
    assert.deepEqual(parseCommandLine([]), { kind: 'help', command: undefined });
    assert.deepEqual(parseCommandLine(['--help']), { kind: 'help', command: undefined });
    assert.deepEqual(parseCommandLine(['run', '--help']), { kind: 'help', command: 'run' });
    assert.deepEqual(parseCommandLine(['help', 'check']), { kind: 'help', command: 'check' });
    assert.deepEqual(parseCommandLine(['--version']), { kind: 'version' });
  });
});
