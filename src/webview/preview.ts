import type { Preview } from '../view/body/body';
import { element } from './element';

/** A drawn preview; `release` lets go of what outlives the element. */
interface DrawnPreview {
  readonly element: HTMLElement;
  readonly release: () => void;
}

/**
 * Draws an image, or a page in a frame without scripts, forms, origin or links out (`sandbox=""`). The frame inherits the panel's content security policy, so that nothing
 * in it can be fetched either.
 */
export function drawPreview(preview: Preview): DrawnPreview {
  return preview.kind === 'page' ? drawPage(preview.html) : drawImage(preview.type, preview.base64);
}

function drawPage(html: string): DrawnPreview {
  const frame = element('iframe', {
    class: 'page',
    sandbox: '',
    title: 'Preview of the page',
    referrerpolicy: 'no-referrer',
  });
  frame.srcdoc = html;
  return { element: frame, release: () => undefined };
}

function drawImage(type: string, base64: string): DrawnPreview {
  const octets = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([octets], { type }));
  const size = element('p', { class: 'muted' });
  const image = element('img', { alt: 'Preview of the image' });
  const box = element('div', { class: 'image', tabindex: '0', role: 'group', 'aria-label': 'Image' }, image, size);
  image.addEventListener('load', () => {
    size.textContent = `${image.naturalWidth} × ${image.naturalHeight}`;
  });
  image.addEventListener('error', () => {
    box.replaceChildren(element('p', {}, 'This image cannot be drawn. Hex shows its octets.'));
  });
  image.src = url;
  return { element: box, release: () => URL.revokeObjectURL(url) };
}
