import type { RunNews } from '../run/ports';
import { wordCount } from '../view/wording/quantity';
import { wordWait } from '../view/wording/wait';

/** One line on standard error that says what is going on; nothing at all where standard error is no terminal. */
export interface Progress {
  /** For every news of a run. */
  observe(news: RunNews): void;
  /** So many of all runs are over. */
  advance(): void;
  /** Takes the line away, so that something can be printed in its place. */
  clear(): void;
  end(): void;
}

/** How often the countdown is painted. */
const tick = 250;

/** Progress of `total` runs: a countdown while a wait runs (rule RT8), a bar when there are many. */
export function terminalProgress(total: number, hasBar: boolean): Progress {
  if (!process.stderr.isTTY)
    return { observe: () => undefined, advance: () => undefined, clear: () => undefined, end: () => undefined };
  let done = 0;
  let wait: { readonly until: number; readonly rule: string } | undefined;
  let isShown = false;
  const clear = (): void => {
    if (isShown) process.stderr.write('\r\u001b[K');
    isShown = false;
  };
  const paint = (): void => {
    const line = lineOf(done, hasBar ? total : 0, wait);
    clear();
    if (line === '') return;
    process.stderr.write(line);
    isShown = true;
  };
  const timer = setInterval(paint, tick);
  timer.unref();
  return {
    observe: (news) => {
      wait = news.kind === 'waiting' ? { until: news.until, rule: news.rule } : undefined;
    },
    advance: () => {
      done++;
    },
    clear,
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** What the line says; empty when there is nothing to say. `total` 0: no bar. */
export function lineOf(
  done: number,
  total: number,
  wait: { readonly until: number; readonly rule: string } | undefined,
  now = Date.now(),
): string {
  const left = wait === undefined ? 0 : Math.ceil((wait.until - now) / 1000);
  const waiting =
    wait === undefined || left <= 0
      ? ''
      : `${wordWait(wait.rule)} Sending again in ${wordCount(left, 'second')} (${wait.rule})`;
  if (total === 0) return waiting;
  const filled = Math.round((done / total) * 30);
  return `${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done}/${total} ${waiting}`.trimEnd();
}
