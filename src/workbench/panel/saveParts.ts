import * as vscode from 'vscode';
import type { ContentReader } from '../../http/ports';
import type { RunRecord } from '../../run/record';
import type { Refusal } from '../guarded';
import { readBody } from './readBody';

/** Writes the body of each part into a folder that the person chooses. A file that is there already is kept: the new one gets a number. */
export async function saveParts(record: RunRecord, contents: ContentReader): Promise<Refusal | undefined> {
  const parts = record.parts ?? [];
  if (parts.length === 0) return { message: 'This response has no parts.' };
  const folder = await chosenFolder(parts.length);
  if (folder === undefined) return undefined;
  const taken = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name.toLowerCase()));
  let written = 0;
  for (const { index } of parts) {
    const body = await readBody(record, index, contents);
    if (body === undefined) continue;
    const name = freeName(body.name, taken);
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), body.octets);
    written += 1;
  }
  if (written === 0) return { message: 'The parts are no longer held. Send the request again.' };
  vscode.window.setStatusBarMessage(`$(check) Saved ${written} ${written === 1 ? 'part' : 'parts'}`, 4000);
  return undefined;
}

async function chosenFolder(count: number): Promise<vscode.Uri | undefined> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [folder] =
    (await vscode.window.showOpenDialog({
      ...(defaultUri === undefined ? {} : { defaultUri }),
      ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: false },
      ...{ title: `Save ${count} Parts`, openLabel: 'Save Here' },
    })) ?? [];
  return folder;
}

/** `part-4.json`, else `part-4 (2).json`; the name is taken then. */
function freeName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} (${number})${extension}`;
  taken.add(free.toLowerCase());
  return free;
}
