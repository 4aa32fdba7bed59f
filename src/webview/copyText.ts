/** Puts text on the clipboard, as a key press or click of the person asks for. A page without the right to do so changes nothing. */
export function copyText(text: string): void {
  navigator.clipboard.writeText(text).catch(() => undefined);
}
