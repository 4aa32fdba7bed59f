import { wordCount } from '../wording/quantity';

/** What happened on one day of the person's own time zone, in the order given. */
export interface Day<Item> {
  /** `Today`, `Yesterday`, else the date in words. */
  readonly label: string;
  readonly items: readonly Item[];
}

/** Items by day; `now` is milliseconds since the epoch. Items of one day must stand together. */
export function groupByDay<Item extends { readonly startedAt: string }>(
  items: readonly Item[],
  now: number,
): readonly Day<Item>[] {
  const days = new Map<string, Item[]>();
  for (const item of items) {
    const label = dayLabel(new Date(item.startedAt), new Date(now));
    const held = days.get(label);
    if (held === undefined) days.set(label, [item]);
    else held.push(item);
  }
  return [...days].map(([label, held]) => ({ label, items: held }));
}

/** How long ago something was, in the fewest words: `just now`, `5 min ago`, `3 hours ago`, `12 days ago`. What is yet to come is `just now`. */
export function wordAgo(startedAt: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(startedAt)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${wordCount(Math.floor(minutes / 60), 'hour')} ago`;
  return `${wordCount(Math.floor(minutes / (24 * 60)), 'day')} ago`;
}

function dayLabel(date: Date, now: Date): string {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return 'Today';
  if (date.toDateString() === yesterday.toDateString()) return 'Yesterday';
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return date.toLocaleDateString('en-US', { weekday: 'long', month: 'long', day: 'numeric', ...year });
}
