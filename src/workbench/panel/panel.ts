import { bodyActions } from './bodyActions';
import { panelActions, type PanelActionsDeps } from './panelActions';
import { createResponsePanel, type ResponsePanel, type ResponsePanelDeps } from './responsePanel';

/** The entry of `dist/panel.js`: the response panel with all that its buttons do, and the verdict of a test run; loaded with the first response. */
export { testVerdict } from '../../view/testVerdict';

/** What the panel and its buttons need. */
export type PanelDeps = Omit<ResponsePanelDeps, 'actions' | 'bodyActions'> & PanelActionsDeps;

/** The panel with its buttons. Nothing is opened yet. */
export function createPanel(deps: PanelDeps): ResponsePanel {
  const actions = panelActions(deps);
  return createResponsePanel({ ...deps, actions, bodyActions: bodyActions(deps.log, actions) });
}
