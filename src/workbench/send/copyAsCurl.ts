import * as vscode from 'vscode';
import { lazyContents } from './lazyContents';
import { loadEngine } from '../loaded';
import type { Refusal } from '../guarded';
import type { Sender } from './sender';
import { isRefusal, targetOf, type Target } from './target';

/** Copies the request that an item or the cursor names as it would leave now, without sending it. */
export async function copyAsCurl(sender: Sender, inputs: readonly unknown[]): Promise<Refusal | undefined> {
  const target = await targetOf(inputs);
  return isRefusal(target) ? target : copyTarget(sender, target);
}

/** The same for a known request. */
export async function copyTarget(sender: Sender, target: Target): Promise<Refusal | undefined> {
  const planned = await sender.plan(target);
  if (planned.kind === 'unresolved') return { message: planned.message };
  const { content } = planned.message;
  const body = content && (await lazyContents.read(content, 0, content.size));
  const { curlCommand } = await loadEngine();
  await vscode.env.clipboard.writeText(curlCommand(planned.message, body, planned.secrets));
  vscode.window.setStatusBarMessage('$(check) Copied as cURL', 4000);
  return undefined;
}
