import type { RunContext, RunPorts, RunTarget } from './ports';
import type { RunRecord } from './record';

/** Runs one request from document to masked record; what kept it from being sent is in the record. Never throws for what a person, file or server can do. */
export declare function runRequest(
  target: RunTarget,
  context: RunContext,
  ports: RunPorts,
  signal: AbortSignal,
): Promise<RunRecord>;
