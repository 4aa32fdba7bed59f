/** The entry of `dist/panel.js`: the response panel, loaded with the first response. */
export { createResponsePanel } from './responsePanel';
