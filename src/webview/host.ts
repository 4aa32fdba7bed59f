import type { HostMessage, WebviewMessage } from '../view/protocol';

/** What VS Code gives to the scripts of a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host, as the panel sees it. */
export interface Host {
  readonly post: (message: WebviewMessage) => void;
  /** Keeps which run is shown and whether the panel is pinned, so that the panel can be filled again after the window was reloaded. */
  readonly remember: (runId: string, isPinned: boolean) => void;
  /** What the person has arranged, kept as long as the panel. */
  readonly kept: Kept;
  readonly keep: (kept: Kept) => void;
}

/** How the person wants bodies shown. */
interface Kept {
  readonly isWrapped?: boolean;
}

/** Meets the host: what it says goes to `hear`, and `ready` is said first. */
export function meetHost(hear: (message: HostMessage, host: Host) => void): void {
  const api = acquireVsCodeApi();
  const before = api.getState();
  let kept: Kept & { readonly runId?: string; readonly isPinned?: boolean } =
    typeof before === 'object' && before !== null ? before : {};
  const change = (news: typeof kept): void => {
    kept = { ...kept, ...news };
    api.setState(kept);
  };
  const host: Host = {
    post: (message) => {
      api.postMessage(message);
    },
    remember: (runId, isPinned) => {
      change({ runId, isPinned });
    },
    get kept() {
      return kept;
    },
    keep: change,
  };
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isHostMessage(event.data)) hear(event.data, host);
  });
  host.post({ kind: 'ready' });
}

/** Only the host can post here; a frame inside is a sandbox without scripts. */
function isHostMessage(value: unknown): value is HostMessage {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
