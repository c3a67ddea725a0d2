/* How just-bash's text tools, which take a whole input and give a whole output, are fed in a pipe. */

/** From how many operands on a tool reads files and no longer stdin. */
const files: Readonly<Record<string, number>> = {
  cat: 1,
  tail: 1,
  sort: 1,
  uniq: 1,
  wc: 1,
  cut: 1,
  tac: 1,
  rev: 1,
  nl: 1,
  fold: 1,
  expand: 1,
  unexpand: 1,
  strings: 1,
  column: 1,
  base64: 1,
  od: 1,
  md5sum: 1,
  sha1sum: 1,
  sha256sum: 1,
  gzip: 1,
  gunzip: 1,
  zcat: 1,
  paste: 1,
  split: 1,
  grep: 2,
  egrep: 2,
  fgrep: 2,
  rg: 2,
  sed: 2,
  awk: 2,
  jq: 2,
  tr: Infinity,
  xargs: Infinity,
};

/** Options whose value is a word of its own, which is no operand. */
const valued: Readonly<Record<string, RegExp>> = {
  tail: /^-[nc]$/,
  cut: /^-[dfcb]$/,
  sort: /^-[kt]$/,
  column: /^-[stcoN]$/,
  nl: /^-[bsvw]$/,
  fold: /^-w$/,
  base64: /^-w$/,
  paste: /^-d$/,
  grep: /^-[ABCm]$/,
  awk: /^-[Fv]$/,
  uniq: /^-[fsw]$/,
};

/** Whether these words of a tool make it read its stdin. */
export function readsStdin([name = '', ...args]: readonly string[]): boolean {
  const limit = files[name];
  if (args.includes('-') || args.includes('/dev/stdin')) return true;
  if (limit === undefined) return false;
  let operands = 0;
  let byOption = 0;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (valued[name]?.test(word)) at += 1;
    else if (!word.startsWith('-')) operands += 1;
    // With the pattern or script in an option, the first operand is a file already.
    if (/^(grep|egrep|fgrep|rg|sed)$/.test(name) && /^(-\w*e|-f|--regexp.*|--expression.*)$/.test(word)) {
      if (/^(-\w*[ef]|--regexp|--expression)$/.test(word)) at += 1;
      // However many of them: together they stand for the one operand.
      byOption = 1;
    }
    if (name === 'jq' && /^--arg(json)?$/.test(word)) at += 2;
    if (name === 'jq' && (/^-\w*n/.test(word) || word === '--null-input')) return false;
    if (/^(grep|egrep|rg)$/.test(name) && /^(-[a-zA-Z]*[rR][a-zA-Z]*|--recursive)$/.test(word)) return false;
  }
  return operands + byOption < limit;
}

/**
 * Whether the output for a beginning of the input is a beginning of the output: then it can be shown
 * while the input still comes.
 */
export function streamed([name = '', ...args]: readonly string[]): boolean {
  const script = args.filter((word) => !word.startsWith('-')).join('\n');
  const letters = args.filter((word) => /^-\w/.test(word)).join('');
  switch (name) {
    case 'cut':
    case 'tr':
    case 'rev':
    case 'nl':
    case 'fold':
    case 'expand':
    case 'unexpand':
    case 'strings':
      return true;
    case 'uniq':
      return !/[cdu]/.test(letters);
    case 'grep':
    case 'egrep':
    case 'fgrep':
    case 'rg':
      return !/[cqlL]/.test(letters) && !args.includes('--count');
    case 'sed':
      // The last line is another one each time.
      return !/(^|[;{\s,])\$/.test(script) && !/i/.test(letters);
    case 'awk':
      return !/\b(END|FNR|getline|rand|srand|systime|close|print[^\n]*[|>])/.test(script);
    case 'jq':
      return !/s/.test(letters) && !args.includes('--slurp');
    default:
      return false;
  }
}

/** Puts right where just-bash's tools print something else than GNU's. */
export function corrected<Result extends { stdout: string; stderr: string }>(
  [name, ...args]: readonly string[],
  result: Result,
): Result {
  if (name === 'uniq' && args.some((word) => /^-\w*c/.test(word)))
    return {
      ...result,
      stdout: result.stdout.replace(/^ *(\d+) /gm, (_all, count: string) => `${count.padStart(7)} `),
    };
  if (name === 'ls')
    return {
      ...result,
      stderr: result.stderr.replace(/^ls: ([^:]+): No such/gm, "ls: cannot access '$1': No such"),
    };
  return result;
}
