/** Whether a path holds signs that a glob is made of. */
export function isGlob(path: string): boolean {
  return /[*?{]/.test(path);
}

/** The folder in which a glob begins: `api` of `api/**\/*.rcreq`; empty for the current one. */
export function globBase(glob: string): string {
  const fixed = glob.slice(0, glob.search(/[*?{]/));
  return fixed.slice(0, fixed.lastIndexOf('/') + 1);
}

/** A glob as a pattern for paths with `/`: `*` and `?` stay within a name, `**` does not, `{a,b}` is either. */
export function globPattern(glob: string): RegExp {
  let pattern = '';
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const sign = glob.charAt(at);
    if (glob.startsWith('**/', at)) {
      pattern += '(?:.*/)?';
      at += 2;
    } else if (glob.startsWith('**', at)) {
      pattern += '.*';
      at += 1;
    } else if (sign === '*') pattern += '[^/]*';
    else if (sign === '?') pattern += '[^/]';
    else if (sign === '{' && glob.includes('}', at)) {
      pattern += '(?:';
      depth++;
    } else if (sign === '}' && depth > 0) {
      pattern += ')';
      depth--;
    } else if (sign === ',' && depth > 0) pattern += '|';
    else pattern += sign.replace(/[.+^$()|[\]\\{}]/, '\\$&');
  }
  return new RegExp(`^${pattern}$`);
}
