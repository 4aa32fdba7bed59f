/**
 * What request files, environment files and kept token profiles mean. This module is the entry of a bundle of its own, `dist/services.js`, loaded with the first
 * file that is opened or sent.
 */
export { formatTokenProfile, parseTokenProfile } from '../auth/tokenProfile';
export { answerPaths } from '../language/names/answerPaths';
export { completions } from '../language/completion';
export { diagnose } from '../language/diagnose';
export { carriedVariables, insertVariables, namesIn } from '../language/edits/carryVariables';
export { duplicateBlock, retitle } from '../language/edits/changeBlock';
export { blockText, insertBlocks, moveBlocks, removeBlocks } from '../language/edits/moveBlocks';
export { movedPath, movePaths } from '../language/edits/movePaths';
export { foldingRanges } from '../language/folding';
export { applyEdits, format } from '../language/format';
export { hover } from '../language/hover';
export { inlayHints } from '../language/inlayHints';
export { documentLinks } from '../language/links';
export { definitions, findReferences, nameFromOutside, rename, renameSpan } from '../language/navigation';
export { requestsInNeed } from '../language/needs';
export { parse } from '../language/parse';
export { quickFixes } from '../language/quickFixes';
export { requestUrls } from '../language/requestUrls';
export { selectionSpans } from '../language/selection';
export { semanticTokens } from '../language/semanticTokens';
export { symbols } from '../language/symbols';
export { xmlPaths } from '../run/judge/xml/xmlPaths';
export { spanOfValue } from '../run/values/editEnvironments';
export { foldersUpward, readEnvironments } from '../run/values/environments';
