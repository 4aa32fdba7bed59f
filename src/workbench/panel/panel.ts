/** The entry of `dist/panel.js`: the response panel and what its buttons write, loaded with the first response. */
export { createResponsePanel } from './responsePanel';
export { saveExample } from './saveExample';
export { saveParts } from './saveParts';
export { stepAsCurl } from './stepAsCurl';
export { testVerdict } from '../../view/testVerdict';
