/** What the commands of the Requests view do. This module is the entry of a bundle of its own, `dist/requests.js`, loaded with the first of them. */
export { deleteNodes, duplicateNodes, moveNodes, renameNode } from './nodeActions';
export { importHistory } from './importHistory';
export { dropNodes, stepRequest } from './placing';
export { newFile, newFolder, newRequest } from './newFiles';
export { pathEdits, saveMoved } from './pathEdits';
export { renameRequestName } from './renameRequest';
export { saveRequest } from './saveRequest';
export { undoDelete } from './deletions';
