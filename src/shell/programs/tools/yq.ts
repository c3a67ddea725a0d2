import { parse as parseYaml, parseAllDocuments, stringify } from 'yaml';
import { readAll, type Program } from '../program.ts';

/** yq as mikefarah's: jq's filters on YAML. Reads YAML, filters as JSON, writes YAML (`-o json`: JSON). */
export const yq: Program = async (args, context) => {
  const { stdout, stderr, fs, cwd } = context;
  let json = false;
  let raw = false;
  const words: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '-o' || word === '--output-format') json = /^j(son)?$/.test(args[++at] ?? '');
    else if (/^(-o=?|--output-format=)j(son)?$/.test(word) || word === '-j') json = true;
    else if (/^(-o=?|--output-format=)y(aml)?$/.test(word)) json = false;
    else if (word === '-r' || word === '--unwrapScalar') raw = true;
    else if (word === 'e' || word === 'eval') continue;
    else if (word.startsWith('-') && word !== '-') {
      stderr(`Error: unknown or unsupported flag: ${word}\n`);
      return 1;
    } else words.push(word);
  }
  const [filter = '.', ...files] = words;
  const texts: string[] = [];
  for (const file of files) {
    const path = fs.resolvePath(cwd, file);
    if (file !== '-' && !(await fs.exists(path))) {
      stderr(`Error: open ${file}: no such file or directory\n`);
      return 1;
    }
    texts.push(file === '-' ? await readAll(context.stdin) : await fs.readFile(path));
  }
  if (files.length === 0) texts.push(await readAll(context.stdin));
  const results: string[] = [];
  for (const document of texts.flatMap((text) => parseAllDocuments(text))) {
    const [error] = 'errors' in document ? document.errors : [];
    if (error) {
      stderr(`Error: bad file: yaml: ${error.message}\n`);
      return 1;
    }
    const value: unknown = 'toJS' in document ? document.toJS() : null;
    const filtered = await context.exec('jq', { args: ['-c', filter], stdin: JSON.stringify(value) });
    if (filtered.exitCode !== 0) {
      stderr(filtered.stderr);
      return filtered.exitCode;
    }
    for (const line of filtered.stdout.split('\n').filter((each) => each !== '')) {
      const result: unknown = parseYaml(line);
      if (json && !(raw && typeof result === 'string')) results.push(JSON.stringify(result, null, 2) + '\n');
      else results.push(typeof result === 'string' ? result + '\n' : stringify(result));
    }
  }
  const structured = results.some((text) => text.includes(':') && text.includes('\n'));
  stdout(results.join(!json && structured && texts.length === 1 && results.length > 1 ? '---\n' : ''));
  return 0;
};
