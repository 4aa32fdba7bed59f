import * as vscode from 'vscode';
import { page } from '../page';
import { until } from './until';

/**
 * Opens the list of notifications once one of them holds these words; the selector of that one. A toast is not waited for: a window without the focus shows
 * none.
 */
export async function notification(words: string): Promise<string> {
  const selector = `.notification-list-item:has-text(${JSON.stringify(words)})`;
  await until(async () => {
    await vscode.commands.executeCommand('notifications.showList');
    return (await page.count({ selector })) > 0;
  });
  return selector;
}
