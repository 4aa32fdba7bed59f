import * as vscode from 'vscode';
import type { Sandbox } from '../../sandbox/startSandbox';
import type { Binding } from '../../run/ports';
import { setContext } from '../contextKeys';
import { languageId } from '../documents';
import { loadSandbox } from '../loaded';

/** The port of the examples; another one is taken when it is in use. */
const usualPort = 8377;

/** Where the examples expect the sandbox. */
export const usualSandbox = `http://127.0.0.1:${usualPort}`;

/** Where the sandbox is, and who may log in to it. */
export interface SandboxLogin {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
}

/** The sandbox of this window: started on demand in this process, ended with it. */
export class SandboxControl implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #status = vscode.languages.createLanguageStatusItem('rcreq.context.sandbox', { language: languageId });
  #starting: Promise<Sandbox> | undefined;
  #running: Sandbox | undefined;
  #shownUrl: string | undefined;

  constructor() {
    this.#status.name = 'RCReq Sandbox';
    this.#show();
  }

  /** Fires when the sandbox has started or stopped. */
  readonly onDidChange = this.#changed.event;

  /** `http://127.0.0.1:8377`; undefined while it does not run. */
  get url(): string | undefined {
    return this.#running?.baseUrl;
  }

  /** Its address as a variable of requests, while it runs. */
  get bindings(): readonly Binding[] {
    return this.url === undefined ? [] : [{ name: 'sandbox', value: this.url, source: 'the sandbox', isSecret: false }];
  }

  /** Starts it, and gives the credentials that exist only there. */
  async login(): Promise<SandboxLogin> {
    const { demoCredentials } = await loadSandbox();
    return { url: await this.start(), ...demoCredentials };
  }

  /** Starts it, or gives the address of the one that runs. */
  async start(): Promise<string> {
    this.#starting ??= this.#launch([usualPort, 0]);
    try {
      const { baseUrl } = await this.#starting;
      return baseUrl;
    } catch (defect) {
      this.#starting = undefined;
      throw defect;
    }
  }

  /** Starts it where the examples expect it. When something listens there already, that is taken for a sandbox started elsewhere. */
  async startAtUsualPort(): Promise<void> {
    this.#starting ??= this.#launch([usualPort]);
    await this.#starting.catch(() => (this.#starting = undefined));
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#starting = undefined;
    this.#running = undefined;
    this.#show();
    await running?.close();
  }

  dispose(): void {
    void this.#running?.close();
    this.#changed.dispose();
    this.#status.dispose();
  }

  /** Tries the ports in turn. */
  async #launch([port, ...others]: readonly number[]): Promise<Sandbox> {
    this.#status.busy = true;
    try {
      const { startSandbox } = await loadSandbox();
      this.#running = await startSandbox({ port: port ?? 0 });
      return this.#running;
    } catch (taken) {
      if (others.length === 0) throw taken;
      return await this.#launch(others);
    } finally {
      this.#status.busy = false;
      this.#show();
    }
  }

  #show(): void {
    const { url } = this;
    const command = url === undefined ? 'rcreq.startSandbox' : 'rcreq.stopSandbox';
    this.#status.text = url === undefined ? 'Sandbox is off' : `Sandbox at ${url}`;
    this.#status.detail = 'An API server on this machine, as {{sandbox}}';
    this.#status.command = { title: url === undefined ? 'Start' : 'Stop', command };
    setContext('rcreq.context.sandbox', url !== undefined);
    if (url === this.#shownUrl) return;
    this.#shownUrl = url;
    this.#changed.fire();
  }
}
