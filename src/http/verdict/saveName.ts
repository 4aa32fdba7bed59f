import { fieldText, fieldValue } from '../fields';
import type { Field } from '../message';

/** Longest name that every file system takes, in UTF-16 units. */
const longest = 120;
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=$|\.| )/i;
// eslint-disable-next-line no-control-regex -- control, bidirectional and reserved characters are what is replaced
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb<>:"|?*]/g;

/** The name Content-Disposition suggests, reduced to a safe base name (rule SE; RFC 6266): no folders, control or bidirectional characters, device names, leading dots. Undefined when it suggests none. */
export function saveName(fields: readonly Field[]): string | undefined {
  const disposition = fieldValue(fields, 'content-disposition');
  const suggested = disposition === undefined ? undefined : fileName(fieldText(disposition));
  return suggested === undefined ? undefined : safeBaseName(suggested);
}

/** Any text as a file name of one folder; `download` when nothing is left of it. */
export function safeBaseName(text: string): string {
  const base = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
  const clean = trimmedEnd(base.replace(unsafe, '_').trimStart()).replace(/^\.+/, '_');
  const short = trimmedEnd(shortened(clean));
  if (short === '') return 'download';
  return device.test(short) ? `_${short}` : short;
}

function trimmedEnd(name: string): string {
  let end = name.length;
  while (name[end - 1] === '.' || name[end - 1] === ' ') end -= 1;
  return name.slice(0, end);
}

function shortened(name: string): string {
  if (name.length <= longest) return name;
  const dot = name.lastIndexOf('.');
  const extension = name.length - dot <= 16 ? name.slice(dot) : '';
  return name.slice(0, longest - extension.length).replace(/[\ud800-\udbff]$/, '') + extension;
}

function fileName(disposition: string): string | undefined {
  const extended = /;\s*filename\*\s*=\s*([A-Za-z0-9_-]+)'[^']*'([^;\s]*)/i.exec(disposition);
  const decoded = extended === null ? undefined : percentDecoded(extended[2] ?? '', extended[1] ?? '');
  if (decoded !== undefined) return decoded;
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"?/is.exec(disposition);
  if (quoted !== null) return (quoted[1] ?? '').replaceAll('\\"', '"');
  return /;\s*filename\s*=\s*([^;\s"]+)/i.exec(disposition)?.[1];
}

function percentDecoded(text: string, charset: string): string | undefined {
  try {
    if (charset.toLowerCase() !== 'iso-8859-1') return decodeURIComponent(text);
    return text.replace(/%([0-9A-Fa-f]{2})/g, (_, octet: string) => String.fromCharCode(Number.parseInt(octet, 16)));
  } catch {
    return undefined;
  }
}
