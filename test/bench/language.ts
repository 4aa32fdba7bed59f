/** What the benchmark of the language asks for, for one bundle. */
export { codeLenses } from '../../src/language/codeLenses';
export { completions } from '../../src/language/completion';
export { emptyContext } from '../../src/language/context';
export { diagnose } from '../../src/language/diagnose';
export { format } from '../../src/language/format';
export { inlayHints } from '../../src/language/inlayHints';
export { parse } from '../../src/language/parse';
export { semanticTokens } from '../../src/language/semanticTokens';
export { symbols } from '../../src/language/symbols';
