/** What a script of another client does that can be said without one. */
export interface ScriptMeaning {
  /** Lines such as `?? status == 200`. */
  readonly assertions: readonly string[];
  /** What it keeps of the answer, as the end of a reference: `body.$.token`, `headers.X-Id`. */
  readonly kept: readonly { readonly name: string; readonly from: string }[];
  /** Variables it gives a fixed value. */
  readonly fixed: readonly { readonly name: string; readonly value: string }[];
  /** Whether that is all it does. */
  readonly isAll: boolean;
}

/** Reads the usual sentences of JetBrains, Kulala and httpYac scripts. Linear; what it does not understand it leaves out. */
export function readScript(script: string): ScriptMeaning {
  const assertions: string[] = [];
  const kept: { name: string; from: string }[] = [];
  const fixed: { name: string; value: string }[] = [];
  let rest = script.slice(0, longest);
  for (const { pattern, read } of sentences) {
    rest = rest.replace(pattern, (_whole, ...groups: unknown[]) => {
      const words = groups.map((group) => (typeof group === 'string' ? group : ''));
      const meaning = read(words);
      if ('assertion' in meaning) assertions.push(meaning.assertion);
      else if ('from' in meaning) kept.push(meaning);
      else fixed.push(meaning);
      return '';
    });
  }
  const left = frames.reduce((text, frame) => text.replace(frame, ''), rest);
  return {
    assertions: [...new Set(assertions)],
    kept,
    fixed,
    isAll: script.length <= longest && !/\w/.test(left) && assertions.length + kept.length + fixed.length > 0,
  };
}

/** Nobody writes a longer one by hand. */
const longest = 20_000;

type Said =
  | { readonly assertion: string }
  | { readonly name: string; readonly from: string }
  | { readonly name: string; readonly value: string };

interface Sentence {
  readonly pattern: RegExp;
  readonly read: (words: readonly string[]) => Said;
}

const status = String.raw`response\.status(?:Code)?`;
const body = String.raw`(?:response\.(?:body|parsedBody))((?:\.\w{1,60}|\[\d{1,6}\]){1,20})`;
const literal = String.raw`("[^"\n]{0,200}"|'[^'\n]{0,200}'|-?\d{1,15}(?:\.\d{1,15})?|true|false)`;
const message = String.raw`(?:\s*,\s*(?:"[^"\n]*"|'[^'\n]*'|${'`[^`\\n]*`'}))?\s*\)\s*;?`;
const name = String.raw`\(\s*["']([\w.-]{1,80})["']\s*,\s*`;
const assert = String.raw`(?:client\.)?assert(?:\.ok)?\(\s*`;
const equal = String.raw`(?:assert\.)?(?:equal|strictEqual|deepEqual)\(\s*`;
const expect = String.raw`(?:chai\.)?expect\(\s*`;
const toBe = String.raw`\s*\)\.(?:to\.(?:be\.)?(?:equal|eq|eql)|toBe|toEqual)\(\s*`;
const set = String.raw`(?:client\.global|request\.variables|request\.environment|client\.environment)\.set${name}`;
const property = String.raw`(?:exports|\$global|client\.global)\.([A-Za-z_]\w{0,80})\s*=\s*`;

const sentences: readonly Sentence[] = [
  ...equality(status, String.raw`(\d{3})`, ([code = '']) => ({ assertion: `?? status == ${code}` })),
  ...equality(body, literal, ([path = '', value = '']) => ({ assertion: `?? body $${path} == ${unquoted(value)}` })),
  ...equality(String.raw`response\.contentType\.mimeType`, literal, ([type = '']) => ({
    assertion: `?? header Content-Type startsWith ${unquoted(type)}`,
  })),
  sentence(String.raw`test\.status\(\s*(\d{3})\s*\)\s*;?`, ([code = '']) => ({ assertion: `?? status == ${code}` })),
  sentence(
    String.raw`${assert}response\.body\.hasOwnProperty\(\s*["'](\w{1,80})["']\s*\)${message}`,
    ([field = '']) => ({
      assertion: `?? body $.${field} exists`,
    }),
  ),
  sentence(String.raw`${set}${body}\s*\)\s*;?`, ([key = '', path = '']) => ({ name: key, from: `body.$${path}` })),
  sentence(String.raw`${property}${body}\s*;?`, ([key = '', path = '']) => ({ name: key, from: `body.$${path}` })),
  sentence(
    String.raw`${set}response\.headers\.valueOf\(\s*["']([\w-]{1,80})["']\s*\)\s*\)\s*;?`,
    ([key = '', field = '']) => ({
      name: key,
      from: `headers.${field}`,
    }),
  ),
  sentence(String.raw`${set}${literal}\s*\)\s*;?`, ([key = '', value = '']) => ({ name: key, value: unquoted(value) })),
];

/** What stands around sentences and does nothing by itself. */
const frames: readonly RegExp[] = [
  /^\s*[<>]\s*\{%/,
  /%\}\s*$/,
  /^\{\{(?:@response)?$/m,
  /(?:client\.)?test\(\s*(?:"[^"\n]*"|'[^'\n]*')\s*,\s*(?:async\s+)?(?:function\s*\(\s*\)|\(\s*\)\s*=>)/g,
  /\bconst\s*\{\s*(?:equal|test|assert|expect|strictEqual)\s*\}\s*=\s*require\(\s*["'](?:assert|chai)["']\s*\)\s*;?/g,
];

/** The ways to say that something of an answer is a value. */
function equality(subject: string, value: string, read: Sentence['read']): readonly Sentence[] {
  return [
    sentence(String.raw`${assert}${subject}\s*===?\s*${value}${message}`, read),
    sentence(String.raw`${equal}${subject}\s*,\s*${value}${message}`, read),
    sentence(String.raw`${expect}${subject}${toBe}${value}\s*\)\s*;?`, read),
  ];
}

function sentence(pattern: string, read: Sentence['read']): Sentence {
  return { pattern: new RegExp(String.raw`(?<![\w.])${pattern}`, 'g'), read };
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, '$2');
}
