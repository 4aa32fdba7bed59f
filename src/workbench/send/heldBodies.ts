import type { RunRecord } from '../../run/record';

/** Runs of a session that are held. */
const heldRuns = 200;

/** Octets of bodies that are held in memory, and in files, by all runs together. */
const inMemory = 256 * 1_048_576;
const inFiles = 2048 * 1_048_576;

/** Runs that are held, newest first, and the files of bodies that none of them holds any more. */
export interface HeldBodies<Run> {
  readonly kept: readonly Run[];
  readonly dropped: readonly string[];
}

/** Lets go of older runs, and of the bodies of older runs where all together are too large; the newest one stays whole. Takes runs newest first. */
export function withinLimits<Run extends { readonly record: RunRecord }>(runs: readonly Run[]): HeldBodies<Run> {
  const held = { memory: 0, file: 0 };
  const dropped: string[] = [];
  const kept = runs.map((run, index) => {
    const { content } = run.record;
    if (content === undefined) return run;
    held[content.kind] += content.size;
    const isHeld = index === 0 || (index < heldRuns && held.memory <= inMemory && held.file <= inFiles);
    if (isHeld) return run;
    if (content.kind === 'file') dropped.push(content.path);
    return { ...run, record: { ...run.record, content: undefined } };
  });
  return { kept: kept.slice(0, heldRuns), dropped };
}
