import { CHARSET_HEAD, chosenCharset, detectCharset } from './charset';
import type { Charset } from './charset';
import { HexRows } from './hexRows';
import { jsonRows } from './json/jsonRows';
import { judgeMedia } from './media';
import type { Media, MediaVerdict } from './media';
import { locate } from './locate';
import { octetsSource, sliceSource } from './octetSource';
import type { OctetSource } from './octetSource';
import type { RowPager } from './rowPager';
import { TextRows } from './textRows';
import { TreeRows } from './treeRows';
import { xmlRows } from './xml/xmlRows';
import { wordTreeFault } from '../wording/treeFault';
import { wordSize } from '../wording/quantity';

/** How a body can be looked at: `pretty` is JSON or XML in rows, `raw` the text as sent, `hex` its octets, `preview` an image or a page drawn, `filter` what a JSONPath selects. */
export type BodyForm = 'pretty' | 'raw' | 'hex' | 'preview' | 'filter';

/** What an image or page is drawn from, whole; larger ones are not drawn. */
const MAX_PREVIEW = 16_777_216;

/** Text that is not UTF-8 is converted up to this many octets; the rest is not shown as text. */
const MAX_CONVERTED = 67_108_864;

/** One body open for looking at: which forms it has, what is odd about it, and a pager for each form. */
export class Body {
  readonly media: Media;
  readonly charset: Charset;
  readonly size: number;
  readonly #type: string;
  readonly #octets: OctetSource;
  readonly #text: OctetSource;
  readonly #notes: readonly string[];
  readonly #pagers = new Map<BodyForm, RowPager>();
  #faultNote: string | undefined;

  constructor(octets: OctetSource, text: OctetSource, verdict: MediaVerdict, charset: Charset) {
    this.#octets = octets;
    this.#text = text;
    this.media = verdict.media;
    this.charset = charset;
    this.size = octets.size;
    this.#type = verdict.type;
    const canBeDrawn = ['image', 'svg', 'html'].includes(verdict.media);
    const isConvertedInPart = charset.name !== 'utf-8' && octets.size > MAX_CONVERTED;
    this.#notes = [
      ...(verdict.note === undefined ? [] : [verdict.note]),
      ...(canBeDrawn && octets.size > MAX_PREVIEW
        ? [`No preview is drawn of more than ${wordSize(MAX_PREVIEW)}. Save the body to look at it.`]
        : []),
      ...(isConvertedInPart ? [`Only the first ${wordSize(MAX_CONVERTED)} are shown as text; Hex shows all.`] : []),
    ];
  }

  /** The forms it has, the best one first. A JSON or XML body loses `pretty` when it turns out to be none. */
  get forms(): readonly BodyForm[] {
    const canDraw = this.size > 0 && this.size <= MAX_PREVIEW;
    const isTree = this.#tree?.fault === undefined;
    switch (this.media) {
      case 'json':
      case 'xml':
        return isTree ? ['pretty', 'raw', 'hex'] : ['raw', 'hex'];
      case 'image':
        return canDraw ? ['preview', 'hex'] : ['hex'];
      case 'svg':
        return [...(canDraw ? (['preview'] as const) : []), ...(isTree ? (['pretty'] as const) : []), 'raw', 'hex'];
      case 'html':
        return canDraw ? ['raw', 'preview', 'hex'] : ['raw', 'hex'];
      case 'text':
        return ['raw', 'hex'];
      case 'binary':
        return ['hex', 'raw'];
    }
  }

  /** Sentences about what is odd, such as where JSON or XML breaks. */
  async notes(): Promise<readonly string[]> {
    const fault = this.#tree?.fault;
    if (fault === undefined) return this.#notes;
    this.#faultNote ??= wordTreeFault(
      this.media === 'json' ? 'JSON' : 'XML',
      fault,
      await locate(this.#text, fault.offset),
      this.#text.size,
    );
    return [...this.#notes, this.#faultNote];
  }

  /** The pager of a form that has rows; asking twice gives the same one, with its folds. */
  pager(form: Exclude<BodyForm, 'preview' | 'filter'>): RowPager {
    const made = this.#pagers.get(form) ?? this.#make(form);
    this.#pagers.set(form, made);
    return made;
  }

  /** The octets that the rows of a form show: of text as UTF-8 without byte order mark, of `hex` as they came. */
  source(form: Exclude<BodyForm, 'preview' | 'filter'>): OctetSource {
    return form === 'hex' ? this.#octets : this.#text;
  }

  /** What a preview is drawn from; undefined when there is nothing to draw. */
  async preview(): Promise<Preview | undefined> {
    if (!this.forms.includes('preview')) return undefined;
    if (this.media === 'html') {
      const octets = await this.#text.read(0, this.#text.size);
      return { kind: 'page', html: new TextDecoder().decode(octets) };
    }
    const octets = await this.#octets.read(0, this.size);
    return { kind: 'image', type: this.media === 'svg' ? 'image/svg+xml' : this.#type, base64: base64(octets) };
  }

  get #tree(): TreeRows | undefined {
    const pager = this.#pagers.get('pretty');
    return pager instanceof TreeRows ? pager : undefined;
  }

  #make(form: Exclude<BodyForm, 'preview' | 'filter'>): RowPager {
    switch (form) {
      case 'pretty':
        return this.media === 'json' ? jsonRows(this.#text) : xmlRows(this.#text);
      case 'raw':
        return new TextRows(this.#text);
      case 'hex':
        return new HexRows(this.#octets);
    }
  }
}

/** What a preview is drawn from. `base64` holds the octets of an image of this media type. */
export type Preview =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'image'; readonly type: string; readonly base64: string };

/** Opens a body: looks at its first octets to know what it is and in which encoding, unless that is `chosen`. `contentType` may be empty. */
export async function openBody(octets: OctetSource, contentType: string, chosen?: string): Promise<Body> {
  const head = await octets.read(0, CHARSET_HEAD);
  const isWhole = octets.size <= CHARSET_HEAD;
  const charset = chosen === undefined ? detectCharset(head, contentType, isWhole) : chosenCharset(chosen, head);
  const start = head.subarray(charset.skip);
  const isWide = charset.name.startsWith('utf-16');
  const verdict = judgeMedia(contentType, isWide ? toUtf8(start, charset.name) : start);
  const isText = verdict.media !== 'image' && verdict.media !== 'binary';
  const unmarked = sliceSource(octets, charset.skip, octets.size);
  const text = isText && charset.name !== 'utf-8' ? await converted(unmarked, charset.name) : unmarked;
  return new Body(octets, text, verdict, charset);
}

/** The text as UTF-8, so that only one encoding is ever indexed. */
async function converted(source: OctetSource, name: string): Promise<OctetSource> {
  return octetsSource(toUtf8(await source.read(0, MAX_CONVERTED), name));
}

function toUtf8(octets: Uint8Array, name: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder(name).decode(octets));
}

function base64(octets: Uint8Array): string {
  const stretches: string[] = [];
  for (let at = 0; at < octets.length; at += 8192)
    stretches.push(String.fromCharCode(...octets.subarray(at, at + 8192)));
  return btoa(stretches.join(''));
}
