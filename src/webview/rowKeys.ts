import type { Row } from '../view/body/row';

/** How many rows a key moves by, `page` being a screen of them; undefined for a key that does not move. */
export function rowsMoved(key: string, page: number, total: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -total,
    End: total,
  };
  return steps[key];
}

/** What a chord copies of the active row: Ctrl+C its value unless text is selected, Shift+Alt+C its path; undefined: nothing. */
export function copied(event: KeyboardEvent, hasPaths: boolean): 'value' | 'path' | undefined {
  if (event.code !== 'KeyC') return undefined;
  if (event.altKey && event.shiftKey && hasPaths) return 'path';
  const isValue = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return isValue && getSelection()?.isCollapsed !== false ? 'value' : undefined;
}

/** What a key does with the active row of a tree, as in the workbench's own: `in` goes to its first row, `out` to the row that opens its container. */
type TreeAct = 'open' | 'fold' | 'unfold' | 'in' | 'out';

/** Undefined for a key that does nothing. A long line that `isScrolled` is scrolled back by the browser first. */
export function treeAct(key: string, { fold, link, isCut }: Row, isScrolled: boolean): TreeAct | undefined {
  const isPress = key === 'Enter' || key === ' ';
  if (key === 'Enter' && (link !== undefined || isCut === true)) return 'open';
  if (fold === 'folded') return isPress || key === 'ArrowRight' ? 'unfold' : outBy(key, isScrolled);
  if (fold === 'none') return outBy(key, isScrolled);
  if (key === 'ArrowRight') return 'in';
  return isPress || key === 'ArrowLeft' ? 'fold' : undefined;
}

function outBy(key: string, isScrolled: boolean): TreeAct | undefined {
  return key === 'ArrowLeft' && !isScrolled ? 'out' : undefined;
}
