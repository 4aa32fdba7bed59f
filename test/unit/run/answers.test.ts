import assert from 'node:assert/strict';
import { sessionAnswers } from '../../../src/run/answers';
import type { Answer } from '../../../src/run/ports';
import { runText } from '../../support/runHarness';

async function anAnswer(): Promise<Answer> {
  const answers = sessionAnswers();
  await runText('# @name a\nGET http://a.test/', { answers });
  const answer = answers.find('/work/api/test.rcreq', 'a');
  assert.ok(answer !== undefined);
  return answer;
}

describe('a run that needs everything anew', () => {
  it('has each request it needs run again, and only once', async () => {
    const answers = sessionAnswers();
    const text =
      '# @name login\nGET http://a.test/login\n###\n# @name list\nGET http://a.test/list/{{login.response.status}}\n###\n' +
      '# @ref list\nGET http://a.test/{{login.response.status}}';
    assert.equal((await runText(text, { answers })).left.length, 3);
    assert.equal((await runText(text, { answers })).left.length, 1);
    const { left } = await runText(text, { answers, context: { needsAnew: true } });
    assert.deepEqual(
      left.map(({ url }) => url),
      ['http://a.test/login', 'http://a.test/list/200', 'http://a.test/200'],
    );
    assert.equal((await runText(text, { answers })).left.length, 1);
  });
});

describe('sessionAnswers', () => {
  it('keeps the last answer of a name in its file', async () => {
    const answers = sessionAnswers();
    const answer = await anAnswer();
    answers.store(answer);
    assert.equal(answers.find('/work/api/test.rcreq', 'a'), answer);
    assert.equal(answers.find('/work/other.rcreq', 'a'), undefined);
  });

  it('joins a run that is under way, and starts a new one after it', async () => {
    const answers = sessionAnswers();
    const answer = await anAnswer();
    let runs = 0;
    const run = () => {
      runs++;
      return Promise.resolve(answer);
    };
    await Promise.all([answers.share('k', ['x'], run), answers.share('k', ['y'], run)]);
    assert.equal(runs, 1);
    await answers.share('k', [], run);
    assert.equal(runs, 2);
  });

  it('refuses a run that would wait for itself, through others too', async () => {
    const answers = sessionAnswers();
    const answer = await anAnswer();
    const seen: (Promise<Answer> | undefined)[] = [];
    const needs = (key: string, chain: readonly string[]) => async () => {
      const inner = answers.share(key, chain, () => Promise.resolve(answer));
      seen.push(inner);
      await inner;
      return answer;
    };
    assert.equal(
      answers.share('a', ['a'], () => Promise.resolve(answer)),
      undefined,
    );
    // a waits for b, and b, which somebody else began, waits for a.
    await Promise.all([
      answers.share('a', ['x'], needs('b', ['x', 'a'])),
      answers.share('b', ['y'], needs('a', ['y', 'b'])),
    ]);
    assert.equal(seen.filter((inner) => inner === undefined).length, 1);
  });

  it('forgets who waited once the wait is over', async () => {
    const answers = sessionAnswers();
    const answer = await anAnswer();
    await answers.share('a', [], async () => {
      await answers.share('b', ['a'], () => Promise.resolve(answer));
      assert.notEqual(
        answers.share('b', ['a'], () => Promise.resolve(answer)),
        undefined,
      );
      return answer;
    });
    assert.notEqual(
      answers.share('a', ['b'], () => Promise.resolve(answer)),
      undefined,
    );
  });

  it('passes a failure on and starts anew', async () => {
    const answers = sessionAnswers();
    await assert.rejects(answers.share('k', [], () => Promise.reject(new Error('x'))) ?? Promise.resolve());
    assert.notEqual(await answers.share('k', [], anAnswer), undefined);
  });
});
