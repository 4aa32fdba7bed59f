import arrowDown from '@vscode/codicons/src/icons/arrow-down.svg';
import arrowSwap from '@vscode/codicons/src/icons/arrow-swap.svg';
import arrowUp from '@vscode/codicons/src/icons/arrow-up.svg';
import bookmark from '@vscode/codicons/src/icons/bookmark.svg';
import caseSensitive from '@vscode/codicons/src/icons/case-sensitive.svg';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import clockface from '@vscode/codicons/src/icons/clockface.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import collapseAll from '@vscode/codicons/src/icons/collapse-all.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import diff from '@vscode/codicons/src/icons/diff.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import expandAll from '@vscode/codicons/src/icons/expand-all.svg';
import filter from '@vscode/codicons/src/icons/filter.svg';
import gitCompare from '@vscode/codicons/src/icons/git-compare.svg';
import goToFile from '@vscode/codicons/src/icons/go-to-file.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import link from '@vscode/codicons/src/icons/link.svg';
import loading from '@vscode/codicons/src/icons/loading.svg';
import lock from '@vscode/codicons/src/icons/lock.svg';
import pass from '@vscode/codicons/src/icons/pass.svg';
import pin from '@vscode/codicons/src/icons/pin.svg';
import pinned from '@vscode/codicons/src/icons/pinned.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import saveAll from '@vscode/codicons/src/icons/save-all.svg';
import regex from '@vscode/codicons/src/icons/regex.svg';
import save from '@vscode/codicons/src/icons/save.svg';
import search from '@vscode/codicons/src/icons/search.svg';
import symbolKey from '@vscode/codicons/src/icons/symbol-key.svg';
import terminal from '@vscode/codicons/src/icons/terminal.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import wordWrap from '@vscode/codicons/src/icons/word-wrap.svg';
import type { IconName } from '../view/responseView';

const sources = {
  pass,
  info,
  warning,
  error,
  lock,
  copy,
  refresh,
  save,
  loading,
  terminal,
  bookmark,
  diff,
  pin,
  pinned,
  'git-compare': gitCompare,
  close,
  filter,
  link,
  regex,
  search,
  'arrow-up': arrowUp,
  'arrow-down': arrowDown,
  'case-sensitive': caseSensitive,
  'symbol-key': symbolKey,
  'word-wrap': wordWrap,
  'collapse-all': collapseAll,
  'expand-all': expandAll,
  'save-all': saveAll,
  clock: clockface,
  'circle-slash': circleSlash,
  'arrow-swap': arrowSwap,
  'go-to-file': goToFile,
} as const satisfies Readonly<Record<IconName, string>> & Readonly<Record<string, string>>;

/** The icons of the panel. */
export type PanelIcon = keyof typeof sources;

const pictures = new Map<PanelIcon, Element>();

/** An icon in the colour of its text. It says nothing to a screen reader: the words beside it do. */
export function icon(name: PanelIcon): Element {
  const picture = pictures.get(name) ?? read(name);
  pictures.set(name, picture);
  return document.importNode(picture, true);
}

/** Reads a picture of the bundle, the one thing here that is parsed as markup. */
function read(name: PanelIcon): Element {
  const picture = new DOMParser().parseFromString(sources[name], 'image/svg+xml').documentElement;
  picture.setAttribute('class', `icon icon-${name}`);
  picture.setAttribute('aria-hidden', 'true');
  return picture;
}
