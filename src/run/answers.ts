import type { Answer, Answers } from './ports';

interface Flight {
  readonly answer: Promise<Answer>;
  /** The run that this one waits for now, so that a wait in a circle can be seen. */
  waitsFor: string | undefined;
}

/** Names one request of one file, as `Answers.share` wants it. */
export function answerKey(file: string | undefined, name: string): string {
  return `${file ?? ''}\n${name}`;
}

/** Answers of one session, in memory. */
export function sessionAnswers(): Answers {
  const answers = new Map<string, Answer>();
  const flights = new Map<string, Flight>();

  const waitsInCircle = (key: string, chain: readonly string[]): boolean => {
    for (let at: string | undefined = key; at !== undefined; at = flights.get(at)?.waitsFor) {
      if (chain.includes(at)) return true;
    }
    return false;
  };

  const takeOff = (key: string, run: () => Promise<Answer>): Flight => {
    const flight: Flight = {
      answer: Promise.resolve()
        .then(run)
        .finally(() => flights.delete(key)),
      waitsFor: undefined,
    };
    flights.set(key, flight);
    return flight;
  };

  return {
    find: (file, name) => answers.get(answerKey(file, name)),
    store: (answer) => {
      const { file, name } = answer.record;
      if (name !== undefined) answers.set(answerKey(file, name), answer);
    },
    share: (key, chain, run) => {
      if (waitsInCircle(key, chain)) return undefined;
      const waiting = flights.get(chain.at(-1) ?? '');
      if (waiting !== undefined) waiting.waitsFor = key;
      const flight = flights.get(key) ?? takeOff(key, run);
      return flight.answer.finally(() => {
        if (waiting !== undefined) waiting.waitsFor = undefined;
      });
    },
  };
}

/** The answers of a session as if there were none yet: what is needed is run again, and each only once. */
export function answersFromNow(answers: Answers): Answers {
  const fresh = new Set<Answer>();
  return {
    find: (file, name) => {
      const found = answers.find(file, name);
      return found !== undefined && fresh.has(found) ? found : undefined;
    },
    store: (answer) => {
      fresh.add(answer);
      answers.store(answer);
    },
    share: (key, chain, run) => answers.share(key, chain, run),
  };
}
