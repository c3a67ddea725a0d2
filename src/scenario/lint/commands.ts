/** A simple command of a script: its words without quotes. What stands in `$(…)` is part of a word. */
export type Command = string[];

export interface Script {
  commands: Command[];
  /** Bodies of here-documents. */
  documents: string[];
}

/** Reads a bash script as far as finding its commands needs it: no expansion, no control flow. */
export function readScript(text: string): Script {
  const documents: string[] = [];
  const lines: string[] = [];
  let end: string | undefined;
  for (const line of text.split('\n')) {
    if (end !== undefined) {
      if (line.trim() === end) end = undefined;
      else documents.push(`${documents.pop() ?? ''}${line}\n`);
      continue;
    }
    if (/^\s*#/.test(line)) continue;
    const here = /<<-?\s*(["']?)(\w+)\1/.exec(line);
    if (here) {
      end = here[2]!;
      documents.push('');
    }
    lines.push(here ? line.replace(here[0], '') : line);
  }
  return { commands: commandsIn(lines.join('\n')), documents };
}

/** Commands are parted by line ends, `;`, `|`, `&` outside of quotes. */
export function commandsIn(text: string): Command[] {
  const commands: Command[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!;
    if (quote) {
      if (char === quote) quote = undefined;
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\') {
      index++;
      if (text[index] !== '\n') word = (word ?? '') + (text[index] ?? '');
    } else if (';|&\n(){}'.includes(char) && !(char !== '\n' && word?.startsWith('-o'))) {
      endCommand();
    } else if (/\s/.test(char)) {
      endWord();
    } else word = (word ?? '') + char;
  }
  endCommand();
  return commands;
}

const kinds: Record<string, string> = {
  svc: 'service',
  po: 'pod',
  deploy: 'deployment',
  ds: 'daemonset',
  sts: 'statefulset',
  rs: 'replicaset',
  cm: 'configmap',
  ns: 'namespace',
  no: 'node',
  ep: 'endpoints',
  netpol: 'networkpolicy',
  networkpolicies: 'networkpolicy',
};
const valued = new Set(['-n', '--namespace', '--timeout', '--field-manager', '--context', '--kubeconfig']);
const changing =
  /^(apply|create|delete|edit|patch|replace|scale|set|label|annotate|expose|run|taint|cordon|uncordon|drain|autoscale|rollout)$/;

/**
 * The words of a kubectl command that changes something, in one form whatever the spelling; undefined for
 * any other command, and for one that says nothing by itself (`apply -f -`).
 */
export function changeOf(command: Command): string[] | undefined {
  const at = command.findIndex((word) => word === 'kubectl');
  if (at < 0) return undefined;
  const words: string[] = [];
  const rest = command.slice(at + 1);
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index]!;
    if (valued.has(word)) index++;
    else if (
      /^(-n.+|--(namespace|timeout|wait|overwrite|now|ignore-not-found|grace-period)(=.*)?)$/.test(word)
    )
      continue;
    else if (/^\d?[<>]/.test(word)) continue;
    else {
      // `deployment.apps/web` and `deploy web` are the same.
      const [, kind, name] = /^([a-z]+)(?:\.[a-z0-9.]+)?\/(.+)$/.exec(word) ?? [];
      for (const part of kind ? [kind, name!] : [word]) words.push(kinds[part] ?? singular(part));
    }
  }
  const [verb = '', second] = words;
  if (!changing.test(verb)) return undefined;
  if (verb === 'rollout' && (second === 'status' || second === 'history')) return undefined;
  return words.length >= 3 && second !== '-f' ? words : undefined;
}

function singular(word: string): string {
  return /^(service|pod|deployment|daemonset|statefulset|replicaset|configmap|namespace|node|endpointslice)s$/.test(
    word,
  )
    ? word.slice(0, -1)
    : word;
}
