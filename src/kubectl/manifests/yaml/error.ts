/** A place in a document; both counted from 0. */
export interface Mark {
  line: number;
  column: number;
  index: number;
}

/** Why a document is not YAML; the message is the one that kubectl prints after `yaml: `. */
export class YamlError extends Error {
  override name = 'YamlError';
}

/**
 * The scanner's marks count from 1 in messages and the parser's from 0: a known
 * slip of go-yaml that learners see, so it is kept. Line 0 is not printed.
 */
export function scannerError(problem: string, mark: Mark): YamlError {
  return mark.line === 0 ? new YamlError(problem) : new YamlError(`line ${mark.line + 1}: ${problem}`);
}

export function parserError(problem: string, mark: Mark): YamlError {
  return mark.line === 0 ? new YamlError(problem) : new YamlError(`line ${mark.line}: ${problem}`);
}
