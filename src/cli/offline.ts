/** The commands that send nothing: a bundle of their own. */
export { checkCommand } from './checkCommand';
export { formatCommand } from './formatCommand';
export { importCommand } from './importCommand';
