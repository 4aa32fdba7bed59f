/**
 * Stands in for the package `form-data` in bundles (esbuild `alias`): axios would use it for forms that it is never given here,
 * and it brings the list of all media types, half of axios's weight. Where its export is undefined, axios takes Node's own FormData.
 */
const none = undefined;

export { none as default };
