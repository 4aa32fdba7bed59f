import type { WorkbenchEnvironments } from '../environments/environments';
import type { NamedSecrets } from '../environments/secrets';
import type { RequestFiles } from './requestFiles';
import type { RequestsTree } from './requestsTree';
import type { SavedRequests } from './savedRequests';

/** What the commands of the Requests view need. */
export interface ViewDeps {
  readonly files: RequestFiles;
  readonly tree: RequestsTree;
  readonly saved: SavedRequests;
  readonly environments: WorkbenchEnvironments;
  readonly secrets: NamedSecrets;
}
