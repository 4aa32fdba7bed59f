/**
 * The workbench as a person has it: for tests in `suite/page`, which run where the launcher holds the page. In a desktop VS Code
 * every call fails; tests that need no page live in `suite/api` and run in both.
 */
import { pageDriverVariable, type PageReply, type PageRequest, type Target, type TargetState } from './pageProtocol';

const patience = 30_000;

interface Waiting {
  /** Milliseconds until the target must be there; 10 s when absent. */
  readonly timeout?: number;
}

/** Every call rejects, with the browser's own account of what it saw, when the target does not appear in time. */
export const page = {
  /** Clicks the middle of the target once it is visible, stable and not covered. */
  click: (target: Target, { timeout = patience }: Waiting = {}) => silent({ action: 'click', target, timeout }),

  /** Drags the middle of the target to the middle of another one of the same document, and drops it there. */
  drag: (target: Target, to: Target, { timeout = patience }: Waiting = {}) =>
    silent({ action: 'drag', target, to, timeout }),

  /** Presses a chord, such as `Control+Alt+R`, or several, divided by spaces: `Control+K Control+I`. */
  press: (keys: string) => silent({ action: 'press', keys }),

  /** Types into what has the focus. */
  type: (text: string) => silent({ action: 'type', text }),

  /** Runs a command from the palette, by its title with its category: `Preferences: Open Settings (UI)`. */
  runCommand: async (title: string, waiting: Waiting = {}): Promise<void> => {
    await page.press('F1');
    await page.quickInput(undefined, waiting);
    await page.type(title);
    await page.click({ role: 'option', name: title }, waiting);
  },

  /** The visible text of the target. */
  textOf: (target: Target, { timeout = patience }: Waiting = {}) => text({ action: 'textOf', target, timeout }),

  /** The visible text of the webview in sight, or of the one with that title. */
  frameText: (title?: string, { timeout = patience }: Waiting = {}) =>
    text({
      action: 'textOf',
      target: { selector: 'body', in: title === undefined ? 'webview' : { webview: title } },
      timeout,
    }),

  /** An attribute's value, or undefined where the target has none of that name. */
  attributeOf: async (
    target: Target,
    name: string,
    { timeout = patience }: Waiting = {},
  ): Promise<string | undefined> => (await ask({ action: 'attributeOf', target, name, timeout }))?.toString(),

  /** How many match now. */
  count: async (target: Target, { timeout = patience }: Waiting = {}): Promise<number> =>
    Number(await ask({ action: 'count', target, timeout })),

  /** Waits until the target is in sight, or no more. */
  waitFor: (
    target: Target,
    { state = 'visible', timeout = patience }: Waiting & { readonly state?: TargetState } = {},
  ) => silent({ action: 'waitFor', target, state, timeout }),

  /** Waits until a quick pick or an input box has the focus, and this in its title if given: keys that are pressed earlier go elsewhere. */
  quickInput: async (title?: string, waiting: Waiting = {}): Promise<void> => {
    if (title !== undefined)
      await page.waitFor({ selector: `.quick-input-title:has-text(${JSON.stringify(title)})` }, waiting);
    await page.waitFor({ selector: '.quick-input-widget input:focus' }, waiting);
  },

  /** Goes from the tab that was opened last to its address with one part replaced. */
  alterTab: (from: string, to: string) => silent({ action: 'alterTab', from, to }),

  /** Closes the tab that was opened last. */
  closeTab: () => silent({ action: 'closeTab' }),

  /** Writes `out/screenshots/NAME.png`. */
  screenshot: (name: string) => silent({ action: 'screenshot', name }),
};

/** Whether this host has a page to drive. */
export function hasPage(): boolean {
  return process.env[pageDriverVariable] !== undefined;
}

async function ask(request: PageRequest): Promise<string | number | undefined> {
  const url = process.env[pageDriverVariable];
  if (url === undefined)
    throw new Error('This host has no page to drive. Run the test without --desktop, or move it to suite/api.');
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(request) });
  const reply = (await response.json()) as PageReply;
  if (reply.kind === 'failed') throw new Error(reply.message);
  return reply.value;
}

async function silent(request: PageRequest): Promise<void> {
  await ask(request);
}

async function text(request: PageRequest): Promise<string> {
  return String(await ask(request));
}
