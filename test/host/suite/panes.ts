/** The four views of the activity bar, which share its height. */
import { page } from '../page';

type Pane = 'Requests' | 'Tokens' | 'Environments' | 'History';

const panes: readonly Pane[] = ['Requests', 'Tokens', 'Environments', 'History'];

/** Opens these and closes the others, so that their rows have room. */
export async function openPanes(...open: readonly Pane[]): Promise<void> {
  for (const name of panes) {
    const header = { selector: `.pane-header[aria-label^="${name}"]` };
    const isOpen = (await page.attributeOf(header, 'aria-expanded')) === 'true';
    if (isOpen !== open.includes(name)) await page.click(header);
  }
}

/** Opens all of them again. */
export async function openAllPanes(): Promise<void> {
  await openPanes(...panes);
}
