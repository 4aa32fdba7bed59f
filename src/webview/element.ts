import { inOrder } from '../view/body/row';

/** Attributes by name; undefined ones are left out. Handlers and styles are set as properties, never as text. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** An HTML element with attributes and children. Text becomes text nodes, in the order it was written: nothing is ever parsed as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  for (const child of children)
    if (child !== undefined) made.append(typeof child === 'string' ? inOrder(child) : child);
  return made;
}

/** A native button that does something when it is pressed. */
export function button(
  attributes: Attributes,
  press: () => void,
  ...children: readonly (Node | string)[]
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', press);
  return made;
}

/** A sentence whose `code` in backticks is set as code; an odd backtick stays as it is. */
export function prose(text: string): readonly (Node | string)[] {
  return text
    .split(/(`[^`]+`)/u)
    .map((piece) => (/^`.+`$/su.test(piece) ? element('code', {}, piece.slice(1, -1)) : piece));
}

/** Takes a key for the panel alone: the browser does nothing with it, and the workbench, which hears at the window, does not hear of it. */
export function takeKey(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
