import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { activated } from '../extension';

/** Runs with a server on loopback; the patch of VS Code treats 127.0.0.1 in another way than the hosts of the world. */
async function withServer(
  host: '127.0.0.1' | '127.0.0.2',
  answer: RequestListener,
  run: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  try {
    await run(`http://${host}:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function send(url: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'rcreq', content: `GET ${url}\n` });
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('rcreq.send');
}

describe('the network of the editor', () => {
  it('keeps the connection to a host that no proxy is for', () =>
    withServer(
      '127.0.0.2',
      (_, response) => response.end('ok'),
      async (url) => {
        for (let turn = 0; turn < 2; turn += 1) await send(`${url}/`);
        const [last] = (await activated()).testing.records();
        assert.deepEqual([last?.status, last?.exchanges[0]?.connection?.reused], [200, true]);
      },
    ));

  it('goes through the proxy of the settings', () => {
    const asked: (string | undefined)[] = [];
    const proxy: RequestListener = (request, response) => {
      asked.push(request.url);
      response.end('by proxy');
    };
    return withServer('127.0.0.1', proxy, async (url) => {
      const settings = vscode.workspace.getConfiguration('http');
      await settings.update('proxy', url, vscode.ConfigurationTarget.Global);
      try {
        await send('http://127.0.0.2:9/x');
        assert.deepEqual(asked, ['http://127.0.0.2:9/x']);
      } finally {
        await settings.update('proxy', undefined, vscode.ConfigurationTarget.Global);
      }
    });
  });
});
