import type { PanelActions } from '../panelActions';

/** How good or bad it is; shown as colour and icon beside the words, never instead of them. */
export type Tone = 'success' | 'information' | 'warning' | 'error' | 'neutral';

/** Something useful that can be done next. `url` only with `openUrl`; `at`, milliseconds since the epoch, when it had better not be done earlier. */
export interface Offer {
  readonly action: keyof PanelActions;
  readonly label: string;
  readonly url?: string;
  readonly at?: number;
}
