/**
 * A test runner for Stryker: tests of TypeScript in the Mocha that the project uses. (@stryker-mutator/mocha-runner 9 knows no Mocha 12,
 * and version 10 no Node 20.) Every test has an id of its own, so that only the tests that reach a mutant run against it; and modules are
 * loaded anew in the same process where a mutant lies in what runs as they load.
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative, resolve, sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import Mocha from 'mocha';
import { register } from 'tsx/cjs/api';

const { cache } = createRequire(import.meta.url);
const stryker = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

class MochaRunner {
  static inject = tokens(commonTokens.options);

  /** The tests of each suite, by suite; empty before the first run. */
  #suites = new Map();
  /** The id of each test, by test. */
  #ids = new Map();
  #mocha;

  constructor(options) {
    this.options = options;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    register();
  }

  async dryRun() {
    this.#load();
    const result = await this.#run(undefined);
    return { ...result, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, hitLimit, mutantActivation, reloadEnvironment, testFilter }) {
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    stryker.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
    try {
      if (reloadEnvironment || this.#mocha === undefined) this.#load();
    } catch (error) {
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: String(error) });
    }
    stryker.activeMutant = activeMutant.id;
    const result = await this.#run(testFilter && new Set(testFilter));
    return toMutantRunResult(determineHitLimitReached(stryker.hitCount, hitLimit) ?? result);
  }

  /** Loads every test, and what it tests, anew. */
  #load() {
    const root = process.cwd() + sep;
    for (const file of Object.keys(cache)) {
      if (file.startsWith(root) && !file.includes(`${sep}node_modules${sep}`)) delete cache[file];
    }
    this.#mocha?.dispose();
    this.#mocha = new Mocha({ bail: !this.options.disableBail, reporter: class {}, timeout: 0 });
    this.#mocha.cleanReferencesAfterRun(false);
    const ids = this.#ids;
    this.#mocha.suite.beforeEach(function () {
      stryker.currentTestId = ids.get(this.currentTest);
    });
    for (const file of this.options.testFolders.flatMap(testFilesIn)) this.#mocha.addFile(file);
    this.#mocha.loadFiles();
    this.#index();
  }

  #index() {
    this.#suites.clear();
    this.#ids.clear();
    const used = new Map();
    const visit = (suite) => {
      this.#suites.set(suite, suite.tests);
      for (const test of suite.tests) {
        const name = `${relative(process.cwd(), test.file)}: ${test.fullTitle()}`;
        const count = (used.get(name) ?? 0) + 1;
        used.set(name, count);
        this.#ids.set(test, count === 1 ? name : `${name} (${count})`);
      }
      suite.suites.forEach(visit);
    };
    visit(this.#mocha.suite);
  }

  /** Runs the tests with these ids; all when there are none. */
  #run(ids) {
    for (const [suite, tests] of this.#suites) {
      suite.tests = ids === undefined ? tests : tests.filter((test) => ids.has(this.#ids.get(test)));
    }
    return new Promise((done) => {
      const tests = [];
      let start = performance.now();
      const report = (test, outcome) => {
        // A hook that fails is told of in the name of the test it ran for.
        const id = this.#ids.get(test) ?? this.#ids.get(test.ctx?.currentTest) ?? test.fullTitle();
        tests.push({
          id,
          name: id,
          fileName: test.file,
          timeSpentMs: Math.round(performance.now() - start),
          ...outcome,
        });
        start = performance.now();
      };
      const runner = this.#mocha.run(() => done({ status: DryRunStatus.Complete, tests }));
      runner.on('pass', (test) => report(test, { status: TestStatus.Success }));
      runner.on('fail', (test, error) =>
        report(test, { status: TestStatus.Failed, failureMessage: String(error?.stack ?? error) }),
      );
    });
  }
}

/** Test files are loaded in the order of their names. */
function testFilesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.ts'));
  return names.sort().map((name) => resolve(folder, name));
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'mocha', MochaRunner)];

export const strykerValidationSchema = {
  properties: {
    testFolders: {
      description: 'Where the tests are, at any depth: *.test.ts',
      type: 'array',
      items: { type: 'string' },
    },
  },
};
