import { literalText, type Parse } from './script.ts';

const probe = '__next__';

/**
 * Whether bash would ask for another line (`> `): an open quote, here-document, loop, `if`, group
 * or substitution, or a line that ends in a pipe, `&&`, `||` or a backslash.
 *
 * Asks the parser rather than reading the text a second time: what is whole stays whole when a
 * further line follows, and that line then is a statement of its own.
 */
export function needsMore(text: string, parse: Parse): boolean {
  if (/(^|[^\\])(\\\\)*\\$/.test(text) && !endsInComment(text)) return true;
  try {
    const last = parse(`${text}\n${probe}`).statements.at(-1);
    const [pipeline, ...otherPipelines] = last?.pipelines ?? [];
    const [command, ...otherCommands] = pipeline?.commands ?? [];
    const alone =
      command?.type === 'SimpleCommand' && literalText(command.name) === probe && command.args.length === 0;
    return !alone || otherPipelines.length > 0 || otherCommands.length > 0 || pipeline?.negated === true;
  } catch {
    return isUnfinished(text, parse);
  }
}

function isUnfinished(text: string, parse: Parse): boolean {
  try {
    parse(text);
    return false;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/got EOF|unexpected EOF|unterminated here-document/.test(message)) return true;
    // `do`, `then`, `else` or `{` with nothing behind: the parser names the word it wants to close with.
    const words = text.trimEnd().split(/\s+|;/);
    return (
      (/unexpected token `(fi|done|\}|\)|esac|elif|else)'/.test(message) &&
        /^(do|then|else|elif|\{|\()$/.test(words.at(-1) ?? '')) ||
      (/Expected compound command for function body/.test(message) && text.trimEnd().endsWith(')'))
    );
  }
}

/** Whether the last line ends inside a comment, where a backslash means nothing. */
function endsInComment(text: string): boolean {
  return /(^|\s)#[^'"]*$/.test(text.split('\n').at(-1) ?? '');
}
