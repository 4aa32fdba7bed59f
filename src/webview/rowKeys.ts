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

/** Whether a key folds (true) or unfolds (false) the active row; undefined when it does neither. */
export function wantedFold(key: string, isFolded: boolean): boolean | undefined {
  if (key === 'Enter' || key === ' ') return !isFolded;
  if (key === 'ArrowLeft' && !isFolded) return true;
  return key === 'ArrowRight' && isFolded ? false : undefined;
}
