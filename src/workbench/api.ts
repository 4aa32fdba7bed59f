import { basename, dirname } from 'node:path';
import type { RunRecord } from '../run/record';
import type { Runs } from './send/runs';

/** What the exports of this extension are. Members are only added within one version. */
export interface RcreqApi {
  readonly version: 1;
  /** For tests of this extension, and not for others: it may change at any time. */
  readonly testing: {
    /** Records of the runs that ended in this session, newest first; masked like everywhere. */
    records(): readonly RunRecord[];
    /** File names of this extension's bundles that Node has loaded so far, such as `extension.js`, straight from its module cache. */
    loadedModules(): readonly string[];
  };
}

export function createApi(runs: Runs): RcreqApi {
  return {
    version: 1,
    testing: {
      records: () => runs.finished().map(({ record }) => record),
      loadedModules: () =>
        Object.keys(require.cache)
          .filter((file) => dirname(file) === __dirname)
          .map((file) => basename(file)),
    },
  };
}
