import type * as vscode from 'vscode';

/**
 * What is selected in a view, as the view said last. Its own `selection` is empty for a moment whenever rows are read again, so that a key pressed then
 * would find nothing chosen. Ends with the view.
 */
export function selectionOf<Node>(view: vscode.TreeView<Node>): () => readonly Node[] {
  let selected = view.selection;
  view.onDidChangeSelection(({ selection }) => (selected = selection));
  return () => selected;
}
