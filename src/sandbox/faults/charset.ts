type Decoder = InstanceType<typeof TextDecoder>;

/** A greeting that the encoding can write, by its WHATWG name. Others get the Latin one. */
const greetings: Readonly<Record<string, string>> = {
  shift_jis: 'こんにちは、世界',
  'euc-jp': 'こんにちは、世界',
  'iso-2022-jp': 'hello',
  'euc-kr': '안녕 세계',
  gbk: '你好，世界',
  gb18030: '你好，世界',
  big5: '你好，世界',
  'windows-1251': 'Привет, мир',
  'koi8-r': 'Привет, мир',
  'koi8-u': 'Привіт',
  'iso-8859-5': 'Привет, мир',
  'x-mac-cyrillic': 'Привет, мир',
  ibm866: 'Привет, мир',
  'windows-1253': 'Γειά',
  'iso-8859-7': 'Γειά',
  'windows-1255': 'שלום',
  'iso-8859-8': 'שלום',
  'iso-8859-8-i': 'שלום',
  'windows-1256': 'سلام',
  'iso-8859-6': 'سلام',
  'windows-874': 'สวัสดี',
  'windows-1252': 'Zoë, a naïve café',
  'iso-8859-15': 'Zoë, a naïve café',
  macintosh: 'Zoë, a naïve café',
  'utf-8': 'Zoë ☃ 你好',
  'utf-16le': 'Zoë ☃ 你好',
  'utf-16be': 'Zoë ☃ 你好',
};

/** A text and its octets in an encoding; undefined when no such encoding is known. */
export function greetingIn(label: string): { readonly text: string; readonly octets: Buffer } | undefined {
  const decoder = decoderOf(label);
  if (decoder === undefined) return undefined;
  const text = greetings[decoder.encoding] ?? 'Hello, world';
  if (decoder.encoding === 'utf-8') return { text, octets: Buffer.from(text) };
  if (decoder.encoding === 'utf-16le') return { text, octets: Buffer.from(text, 'utf16le') };
  if (decoder.encoding === 'utf-16be') return { text, octets: Buffer.from(text, 'utf16le').swap16() };
  return { text, octets: encode(text, decoder) };
}

function decoderOf(label: string): Decoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

/** There is no encoder for legacy charsets in Node: each character is found by decoding all sequences of one and two octets. */
function encode(text: string, decoder: Decoder): Buffer {
  const wanted = new Set(text);
  const found = new Map<string, readonly number[]>();
  const note = (octets: readonly number[]) => {
    const char = decoder.decode(Uint8Array.from(octets));
    if (wanted.has(char) && !found.has(char)) found.set(char, octets);
  };
  for (let first = 0; first < 256; first++) note([first]);
  for (let first = 0x81; first < 0xff && found.size < wanted.size; first++) {
    for (let second = 0x40; second < 0xff; second++) note([first, second]);
  }
  return Buffer.from(Array.from(text).flatMap((char) => found.get(char) ?? [0x3f]));
}
